import type { Meter, MeterKey, Reservation } from '../../operation/index.js';
import { pluginError } from '../plugins.errors.js';

/** A run of the default limit, about 60 ms of one core, costs as much as twenty objects read. */
const FUEL_PER_POINT = 50_000_000;

export function fuelPoints(fuel: number): number {
  return Math.max(1, Math.ceil(fuel / FUEL_PER_POINT));
}

/**
 * Fuel goes to the same budget as the cost of the input: the most that the tool may use is reserved, what it used is settled.
 *
 * @throws PublicError PLUGIN_BUDGET_EXCEEDED
 */
export async function reserveFuel(
  meter: Meter,
  key: MeterKey,
  fuelMax: number,
): Promise<Extract<Reservation, { granted: true }>> {
  const requested = fuelPoints(fuelMax);
  const reservation = await meter.reserve(key, requested);
  if (reservation.granted) return reservation;
  const { status, retryAfterSeconds } = reservation;
  const payer = key.customerId === null ? 'the plugin’s publisher' : 'this app for this customer';
  const seconds = Math.ceil(retryAfterSeconds);
  throw pluginError('PLUGIN_BUDGET_EXCEEDED', {
    params: { requested, available: Math.floor(status.available), seconds, payer },
    headers: { 'retry-after': String(seconds) },
  });
}
