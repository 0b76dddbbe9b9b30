namespace FromScratch.Calculus;

/// <summary>Derivatives of programs of several inputs, by forward mode: exact to rounding, one run for each direction asked.</summary>
/// <remarks>Source: Griewank and Walther, Evaluating Derivatives, 2nd ed., chapter 3; Deisenroth, Faisal and Ong, Mathematics for Machine Learning, §5.3.</remarks>
public static class Autodiff
{
    /// <summary>The gradient [n] of a program with one output, by a single run with n slopes.</summary>
    /// <param name="f">The program.</param>
    /// <param name="x">Where [n].</param>
    public static double[] Gradient(Func<DualN[], DualN> f, double[] x) => f([.. x.Select((value, i) => DualN.Variable(value, i, x.Length))]).G.ToArray();

    /// <summary>The Jacobian: row i, column j holds how much output i moves when input j does.</summary>
    /// <param name="f">A program of n inputs and m outputs; called n times, each time with the slope 1 at another input.</param>
    /// <param name="x">Where [n], n ≥ 1.</param>
    /// <returns>The matrix [m, n] of ∂fᵢ/∂xⱼ.</returns>
    /// <exception cref="ArgumentException">x has no entry.</exception>
    public static double[,] Jacobian(Func<Dual[], Dual[]> f, double[] x)
    {
        if (x.Length == 0) throw new ArgumentException("Jacobian: x has no entry, so f is never run and the number of its outputs is unknown.", nameof(x));
        double[][] columns = [.. x.Select((_, j) => Jvp(f, x, [.. x.Select((_, k) => k == j ? 1.0 : 0.0)]))];
        double[,] jacobian = new double[columns[0].Length, x.Length];
        for (int j = 0; j < x.Length; j++)
            for (int i = 0; i < columns[j].Length; i++)
                jacobian[i, j] = columns[j][i];
        return jacobian;
    }

    /// <summary>J·v: how fast the outputs move when the inputs move in direction v. One run of f, however many inputs there are.</summary>
    /// <param name="f">A program of n inputs and m outputs.</param>
    /// <param name="x">Where [n].</param>
    /// <param name="v">The direction [n]; its length counts.</param>
    /// <returns>The directional derivatives [m].</returns>
    /// <remarks>f(x + v·ε) = f(x) + (J·v)·ε: the slopes that go in are v, those that come out J·v.</remarks>
    /// <exception cref="ArgumentException">x and v differ in length.</exception>
    public static double[] Jvp(Func<Dual[], Dual[]> f, double[] x, double[] v)
    {
        if (x.Length != v.Length) throw new ArgumentException($"Jvp: x has {x.Length} entries, v has {v.Length}. A direction says for each input how fast it moves.", nameof(v));
        Dual[] outputs = f([.. x.Zip(v, (value, slope) => new Dual(value, slope))]);
        return Array.ConvertAll(outputs, output => output.D);
    }
}
