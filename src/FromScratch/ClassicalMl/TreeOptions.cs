namespace FromScratch.ClassicalMl;

/// <summary>When a tree stops growing.</summary>
/// <param name="MaxDepth">The longest row of questions; 0 allows none.</param>
/// <param name="MinLeaf">A leaf has at least this many rows; at least 1.</param>
/// <param name="MinGain">A cut must lower the summed squared error by at least this; 0 also lets cuts pass that lower nothing yet.</param>
/// <param name="Candidates">Called once at each node that is to be cut: the columns that are looked at there, at least one, ascending. Null: all.</param>
public sealed record TreeOptions(int MaxDepth = int.MaxValue, int MinLeaf = 1, double MinGain = 0, Func<int[]>? Candidates = null);
