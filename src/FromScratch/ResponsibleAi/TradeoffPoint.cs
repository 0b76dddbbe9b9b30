namespace FromScratch.ResponsibleAi;

/// <summary>How far groups lie apart when everybody is judged by one threshold. A gap is the greatest rate less the least; NaN where a group's rate is not known.</summary>
/// <param name="Threshold">Who has this score or more is selected.</param>
/// <param name="PpvGap">Of those selected, the share with outcome 1.</param>
/// <param name="FprGap">Of those with outcome 0, the share selected.</param>
/// <param name="FnrGap">Of those with outcome 1, the share not selected.</param>
public sealed record TradeoffPoint(double Threshold, double PpvGap, double FprGap, double FnrGap);
