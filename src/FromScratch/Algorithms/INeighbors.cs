namespace FromScratch.Algorithms;

/// <summary>Finds the nearest of a set of points.</summary>
public interface INeighbors
{
    /// <summary>The indices of the k points nearest to q, nearest first; equally near ones by index. All, where there are fewer than k.</summary>
    /// <param name="q">Where to look from [d].</param>
    /// <param name="k">How many; at least 0.</param>
    /// <exception cref="ArgumentException">q does not have d coordinates.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is negative.</exception>
    int[] Nearest(double[] q, int k);
}
