package dev.firedrill.postgres;

/**
 * By which rules a database orders and classifies text.
 *
 * @param provider {@code c} libc, {@code i} ICU, {@code b} PostgreSQL's own
 * @param collate libc's locale for order, which a server must be able to set whatever the provider is
 * @param ctype libc's locale for classes of characters, likewise
 */
public record DatabaseLocale(String database, char provider, String collate, String ctype) {}
