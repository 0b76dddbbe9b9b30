using FromScratch.Frames;

namespace FromScratch.Data;

/// <summary>What a hospital's table was made from.</summary>
/// <param name="PublicList">A list with names that anybody can get: name, born, zip, sex; everybody of the table is on it, and as many others.</param>
/// <param name="Name">Whose each row of the table is.</param>
public sealed record CensusTruth(Frame PublicList, string[] Name);
