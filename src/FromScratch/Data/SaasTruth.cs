namespace FromScratch.Data;

/// <summary>What a year of orders was made from.</summary>
/// <param name="Revenue">Euros, by month ("2026-01") and plan (null for customers whose plan is missing), sorted by both, missing last.</param>
/// <param name="Churn">The share of customers without an order in the last quarter.</param>
/// <param name="SegmentChurn">The same for each segment.</param>
/// <param name="TopSegment">The segment with the largest share.</param>
/// <param name="Duplicates">How many rows of the orders stand twice.</param>
/// <param name="MissingPlans">How many customers have no plan in the table.</param>
/// <param name="WithoutOrders">How many customers have no order at all.</param>
public sealed record SaasTruth(IReadOnlyList<(string Month, string? Plan, double Revenue)> Revenue, double Churn, IReadOnlyList<(string Segment, double Churn)> SegmentChurn, string TopSegment, int Duplicates, int MissingPlans, int WithoutOrders);
