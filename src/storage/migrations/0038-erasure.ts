/** An erasure removes what a customer said of plugins; what plugins were given and gave may be removed already. */
export const erasure = `
GRANT DELETE ON plugin_rating TO openfolio_ops;
`;
