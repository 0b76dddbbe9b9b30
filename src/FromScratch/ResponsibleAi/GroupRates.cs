namespace FromScratch.ResponsibleAi;

/// <summary>What yes-or-no decisions did to one group of people. A rate whose denominator is 0 is NaN: not known, which is not the same as 0.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="N">How many people it has.</param>
/// <param name="BaseRate">The share whose outcome is 1.</param>
/// <param name="Selection">The share who were selected (decision 1).</param>
/// <param name="Tpr">Of those with outcome 1, the share who were selected.</param>
/// <param name="Fpr">Of those with outcome 0, the share who were selected.</param>
/// <param name="Ppv">Of those who were selected, the share with outcome 1.</param>
public sealed record GroupRates(string Group, int N, double BaseRate, double Selection, double Tpr, double Fpr, double Ppv);
