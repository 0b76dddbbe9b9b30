namespace FromScratch.Frames;

/// <summary>What a review of subscriptions says.</summary>
/// <param name="MonthlyByPlan">Revenue in euros: columns month (as 2026-01), plan (missing where it is not known) and revenue, one row for each pair that has an order, sorted by both.</param>
/// <param name="Churn">The share of all customers who ordered nothing in the last three months of the year.</param>
/// <param name="TopSegment">The segment with the largest share of such customers; customers without a known segment make none.</param>
/// <param name="DuplicateOrders">How many rows repeat an order that stands above them.</param>
public sealed record Report(Frame MonthlyByPlan, double Churn, string TopSegment, int DuplicateOrders);
