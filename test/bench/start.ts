export async function benchStart(_d: string): Promise<void> {}
