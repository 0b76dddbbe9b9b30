namespace FromScratch.ResponsibleAi;

/// <summary>How good a model is for one group.</summary>
/// <param name="Group">The group.</param>
/// <param name="N">How many rows it was measured on.</param>
/// <param name="Auc">The area under the ROC curve; null where the group has only one outcome.</param>
/// <param name="Calibration">The calibration error over ten bins.</param>
public sealed record GroupReport(string Group, int N, double? Auc, double Calibration);
