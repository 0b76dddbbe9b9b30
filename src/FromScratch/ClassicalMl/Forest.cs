namespace FromScratch.ClassicalMl;

/// <summary>Trees, each grown on rows drawn with replacement.</summary>
/// <param name="Trees">The roots [trees].</param>
/// <param name="Bags">The rows each tree was grown on, n of them with repeats [trees][n].</param>
/// <param name="OobError">The share of rows that are misjudged by the trees that never saw them; NaN where no row was left out by any tree.</param>
public sealed record Forest(TreeNode[] Trees, int[][] Bags, double OobError);
