namespace FromScratch.Frames;

/// <summary>How a text is to be read as a table.</summary>
/// <param name="Separator">What stands between two cells.</param>
/// <param name="HasHeader">Whether the first record has the columns' names; else they are called c0, c1, ….</param>
public sealed record CsvOptions(char Separator = ',', bool HasHeader = true);
