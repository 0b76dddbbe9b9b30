namespace FromScratch.ResponsibleAi;

/// <summary>What people write into a model card; the numbers are computed.</summary>
/// <param name="Name">The model's name and version.</param>
/// <param name="IntendedUse">What it was made for.</param>
/// <param name="OutOfScope">Uses it was not made for.</param>
/// <param name="Contact">Who answers.</param>
public sealed record CardText(string? Name, string? IntendedUse, IReadOnlyList<string>? OutOfScope, string? Contact);
