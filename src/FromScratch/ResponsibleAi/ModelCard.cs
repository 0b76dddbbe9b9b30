namespace FromScratch.ResponsibleAi;

/// <summary>What somebody who has to trust a model is owed: what it is for, what it is not for, whom to ask, and how good it is for whom.</summary>
/// <param name="Name">The model's name and version.</param>
/// <param name="IntendedUse">What it was made for.</param>
/// <param name="OutOfScope">Uses it was not made for.</param>
/// <param name="Contact">Who answers, and who hears an appeal.</param>
/// <param name="DataHash">SHA-256 of the rows that the numbers below were computed from, as 64 hexadecimal digits in lower case.</param>
/// <param name="Groups">The numbers, group by group, in order of their names.</param>
/// <remarks>Source: Mitchell et al., "Model cards for model reporting", FAT* 2019.</remarks>
public sealed record ModelCard(string? Name, string? IntendedUse, IReadOnlyList<string>? OutOfScope, string? Contact, string? DataHash, IReadOnlyList<GroupReport>? Groups);
