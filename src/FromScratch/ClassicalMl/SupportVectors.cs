namespace FromScratch.ClassicalMl;

/// <summary>Support vector machines by sequential minimal optimisation: two multipliers at a time, each pair solved exactly.</summary>
public static class SupportVectors
{
    private const int MostSteps = 1_000_000;

    /// <summary>The α that make Σα − ½Σ αᵢαⱼyᵢyⱼK(xᵢ, xⱼ) largest, with 0 ≤ α ≤ C and Σ αy = 0: the dual of ½‖w‖² + C·Σ max(0, 1 − y(w·x + b)).</summary>
    /// <param name="x">Rows [n, d].</param>
    /// <param name="y">Labels +1 or −1 [n], both of them.</param>
    /// <param name="c">C above 0: the price of a row that stands in the street.</param>
    /// <param name="kernel">K(x, z), the dot product of the images of x and z. x·z is the straight street.</param>
    /// <param name="tol">It ends where no pair violates the optimality conditions by more than this.</param>
    /// <remarks>
    /// <para>With gᵢ = yᵢ − Σⱼ αⱼyⱼK(xᵢ, xⱼ), b would have to be at least gᵢ for every row whose αy can still grow, and at most gⱼ for every row whose αy can still shrink. The step takes the pair that contradict each other most.</para>
    /// <para>One multiplier alone cannot move: Σ αy = 0. Two can, along a line: by (gᵢ − gⱼ)/(Kᵢᵢ + Kⱼⱼ − 2Kᵢⱼ), or until one of them meets its bound.</para>
    /// <para>Source: Platt, "Sequential minimal optimization", Microsoft Research TR-98-14; the choice of the pair and the stopping rule: Keerthi et al., Neural Computation 13 (2001) 637-649.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">x and y differ in rows, a label is neither +1 nor −1, or one of both is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">C or tol is not above 0.</exception>
    /// <exception cref="InvalidOperationException">A million steps did not suffice.</exception>
    public static SvmModel Fit(double[,] x, int[] y, double c, Func<double[], double[], double> kernel, double tol)
    {
        Rows.RequireAnswers("Svm", x, y.Length);
        Rows.RequireTolerance("Svm", tol);
        if (!(c > 0)) throw new ArgumentOutOfRangeException(nameof(c), c, $"Svm: C is {c}. At 0 or below, no row would count.");
        if (y.Any(label => label is not (1 or -1)) || !y.Contains(1) || !y.Contains(-1)) throw new ArgumentException("Svm: labels are +1 and −1, and there is at least one of each.", nameof(y));
        int n = y.Length;
        double[][] rows = Rows.Of(x);
        double[,] k = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                k[i, j] = kernel(rows[i], rows[j]);

        double[] alpha = new double[n], g = Array.ConvertAll(y, label => (double)label);
        for (int step = 0; step < MostSteps; step++)
        {
            (int up, int down) = WorstPair(alpha, g, y, c);
            if (g[up] - g[down] <= tol) return new(alpha, Intercept(alpha, g, c, (g[up] + g[down]) / 2));
            double curvature = Math.Max(k[up, up] + k[down, down] - 2 * k[up, down], 1e-12);   // 0 for equal rows: then the bound stops the step
            double room = Math.Min(y[up] > 0 ? c - alpha[up] : alpha[up], y[down] > 0 ? alpha[down] : c - alpha[down]);
            double t = Math.Min((g[up] - g[down]) / curvature, room);
            alpha[up] = Math.Clamp(alpha[up] + y[up] * t, 0, c);
            alpha[down] = Math.Clamp(alpha[down] - y[down] * t, 0, c);
            for (int i = 0; i < n; i++) g[i] -= t * (k[i, up] - k[i, down]);
        }

        throw new InvalidOperationException($"Svm: {MostSteps} steps did not reach tol {tol}. Scale the columns, or lower C.");
    }

    /// <summary>Σ αᵢyᵢK(xᵢ, row) + b: its sign is the class, 0 the middle of the street, ±1 its edges.</summary>
    /// <param name="model">A model of n rows.</param>
    /// <param name="x">The rows it was trained on [n, d].</param>
    /// <param name="y">Their labels [n].</param>
    /// <param name="kernel">The kernel it was trained with.</param>
    /// <param name="row">A row [d].</param>
    public static double Decision(SvmModel model, double[,] x, int[] y, Func<double[], double[], double> kernel, double[] row)
    {
        double[][] rows = Rows.Of(x);
        return model.B + Enumerable.Range(0, y.Length).Where(i => model.Alpha[i] > 0).Sum(i => model.Alpha[i] * y[i] * kernel(rows[i], row));
    }

    private static (int Up, int Down) WorstPair(double[] alpha, double[] g, int[] y, double c)
    {
        int up = -1, down = -1;
        for (int i = 0; i < g.Length; i++)
        {
            bool canGrow = y[i] > 0 ? alpha[i] < c : alpha[i] > 0, canShrink = y[i] > 0 ? alpha[i] > 0 : alpha[i] < c;   // αy
            if (canGrow && (up < 0 || g[i] > g[up])) up = i;
            if (canShrink && (down < 0 || g[i] < g[down])) down = i;
        }

        return (up, down);
    }

    /// <summary>On the street's edges yᵢ(Σ… + b) is 1, so b is g there: the mean over the free rows. Without any, the middle of what is allowed.</summary>
    private static double Intercept(double[] alpha, double[] g, double c, double middle)
    {
        double[] free = [.. g.Where((_, i) => alpha[i] > 0 && alpha[i] < c)];
        return free.Length == 0 ? middle : free.Average();
    }
}
