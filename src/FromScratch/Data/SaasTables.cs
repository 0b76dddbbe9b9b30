namespace FromScratch.Data;

/// <summary>Two tables as they come out of other systems: text with commas.</summary>
/// <param name="Orders">order, customer, date, amount, currency; some rows stand twice.</param>
/// <param name="Customers">customer, plan, segment, company; some plans are missing.</param>
public sealed record SaasTables(string Orders, string Customers);
