namespace FromScratch.Data;

/// <summary>What one price of a price test brought.</summary>
/// <param name="Price">The price shown.</param>
/// <param name="Shown">How many customers saw it.</param>
/// <param name="Bought">How many of them bought.</param>
public sealed record PriceTest(double Price, int Shown, int Bought);
