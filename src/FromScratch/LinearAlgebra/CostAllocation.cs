namespace FromScratch.LinearAlgebra;

/// <summary>What services cost that work for one another.</summary>
public static class CostAllocation
{
    private const double Tolerance = 1e-9;   // of a share: below it nothing is left for products

    /// <summary>The full cost of each service: its direct cost, and its part of the full costs of the services it uses. c = d + S·c.</summary>
    /// <param name="direct">Direct costs d [n], in one currency.</param>
    /// <param name="share">S [n, n]: entry (i, j) is the part of service j's work that service i uses, from 0 to 1. What is left of column j goes to products.</param>
    /// <returns>Full costs c [n], in the currency of d.</returns>
    /// <remarks>(I − S)·c = d. What products pay, Σⱼ cⱼ·(1 − Σᵢ Sᵢⱼ), is the sum of the direct costs: nothing is lost and nothing counted twice. Source: Leontief's input-output model, in Strang, Introduction to Linear Algebra, §10.3.</remarks>
    /// <exception cref="ArgumentException">The shapes do not match, a share is negative or no number, or the shares of a service sum to more than 1.</exception>
    /// <exception cref="InvalidOperationException">Some services work only for one another, so that no product ever pays for them; the message names them.</exception>
    public static double[] TrueCosts(double[] direct, double[,] share)
    {
        int n = direct.Length;
        if (share.GetLength(0) != n || share.GetLength(1) != n) throw new ArgumentException($"TrueCosts: {n} direct costs, and shares of {share.GetLength(0)}×{share.GetLength(1)}. Each service needs a row (what it uses) and a column (who uses it).", nameof(share));
        double[] left = LeftForProducts(share);
        int[] stuck = NeverReachingProducts(share, left);
        if (stuck.Length > 0) throw new InvalidOperationException($"TrueCosts: no product ever pays for the services {string.Join(", ", stuck)}: they work only for one another. Give a part of their work to a product or to another service.");

        double[,] system = new double[n, n];   // I − S
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                system[i, j] = (i == j ? 1 : 0) - share[i, j];
        return Lu.Factor(Mat.Of(system)).Solve(Vec.Of(direct)).ToArray();
    }

    /// <summary>1 − Σᵢ Sᵢⱼ for each service j.</summary>
    private static double[] LeftForProducts(double[,] share)
    {
        double[] left = new double[share.GetLength(0)];
        for (int j = 0; j < left.Length; j++)
        {
            left[j] = 1;
            for (int i = 0; i < left.Length; i++)
            {
                if (!(share[i, j] >= 0)) throw new ArgumentException($"TrueCosts: service {i} uses {share[i, j]} of service {j}. A share is at least 0.", nameof(share));
                left[j] -= share[i, j];
            }

            if (left[j] < -Tolerance) throw new ArgumentException($"TrueCosts: {1 - left[j]} of service {j} is used. There is only 1 of it.", nameof(share));
        }

        return left;
    }

    /// <summary>The services whose work reaches no product, neither directly nor through others.</summary>
    private static int[] NeverReachingProducts(double[,] share, double[] left)
    {
        int n = left.Length;
        bool[] reaches = Array.ConvertAll(left, rest => rest > Tolerance);
        for (int round = 0; round < n; round++)   // each round finds the services one step further from the products
            for (int j = 0; j < n; j++)
                for (int i = 0; i < n; i++)
                    reaches[j] |= reaches[i] && share[i, j] > Tolerance;
        return [.. Enumerable.Range(0, n).Where(j => !reaches[j])];
    }
}
