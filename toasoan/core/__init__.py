"""The house's floor: outbox, registry, HTTP client, text, money, clock, errors. It knows no CMS."""
