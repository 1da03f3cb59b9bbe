/**
 * The engine and its meter as published plugins were tested against them (`openfolio runner engine-audit` computes it).
 * Changing it is an engine upgrade: every published plugin's fixtures are run again before it is released.
 */
export const ENGINE_DIGEST = 'cc9599aa557d8b13dcf551db5b2125fb89368c44f4b45a18449bd3b238726b94';
