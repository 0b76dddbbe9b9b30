namespace FromScratch.Statistics;

/// <summary>What an A/B test says.</summary>
/// <param name="Lift">The treated users' mean click rate less the others'.</param>
/// <param name="Ci">The lift's confidence interval at 1 − alpha.</param>
/// <param name="P">Welch's p-value, two-sided, with the user as the unit.</param>
/// <param name="Ship">Whether to ship: the interval lies above 0, may reach the smallest lift that matters, and the assignment was sound.</param>
/// <param name="Warnings">Any of "SRM", "underpowered" and "negligible", in this order.</param>
public sealed record AbDecision(double Lift, Interval Ci, double P, bool Ship, string[] Warnings);
