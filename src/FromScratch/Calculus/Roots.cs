namespace FromScratch.Calculus;

/// <summary>Roots of functions of one variable: slow and sure, fast and risky, and both together.</summary>
/// <remarks>Source: Heath, Scientific Computing, 2nd ed., §5.5; Press et al., Numerical Recipes, 3rd ed., §9.4 (Newton within a bracket).</remarks>
public static class Roots
{
    private const int MostEvaluations = 200;

    /// <summary>Halves a bracket until it is short enough: one binary digit a call, whatever the function looks like.</summary>
    /// <param name="f">The function.</param>
    /// <param name="lo">The bracket's lower end.</param>
    /// <param name="hi">The upper end; f has the other sign there.</param>
    /// <param name="tol">How far X may be from a change of sign.</param>
    /// <exception cref="ArgumentException">The bracket is empty, or f has the same sign at both ends.</exception>
    /// <exception cref="ArgumentOutOfRangeException">tol is not above 0.</exception>
    public static RootResult Bisect(Func<double, double> f, double lo, double hi, double tol)
    {
        double atLo = f(lo), atHi = f(hi);
        RequireBracket(lo, hi, atLo, atHi, tol);
        if (atLo == 0 || atHi == 0) return new(atLo == 0 ? lo : hi, 2, true);
        int evaluations = 2;
        while ((hi - lo) / 2 > tol && evaluations < MostEvaluations)
        {
            double middle = lo + (hi - lo) / 2, value = f(middle);
            evaluations++;
            if (value == 0) return new(middle, evaluations, true);
            if (Math.Sign(value) == Math.Sign(atLo)) lo = middle;
            else hi = middle;
        }

        return new(lo + (hi - lo) / 2, evaluations, (hi - lo) / 2 <= tol);
    }

    /// <summary>Newton's method x − f/f′ from one start: near a simple root it doubles the digits at each step; elsewhere it may go anywhere.</summary>
    /// <param name="f">The function, of dual numbers.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="tol">It ends when a step is at most this long.</param>
    /// <param name="mostSteps">It gives up after so many.</param>
    public static RootResult Newton(Func<Dual, Dual> f, double start, double tol, int mostSteps = 50)
    {
        double x = start;
        for (int step = 1; step <= mostSteps; step++)
        {
            Dual y = f(Dual.Variable(x));
            double next = y.V == 0 ? x : x - y.V / y.D;
            if (!double.IsFinite(next)) return new(x, step, false);
            if (Math.Abs(next - x) <= tol) return new(next, step, true);
            x = next;
        }

        return new(x, mostSteps, false);
    }

    /// <summary>Newton's method kept within a bracket: where a Newton step would leave it, or is not at most half as long as the step before, the bracket is halved instead.</summary>
    /// <param name="f">The function, of dual numbers; called once a step.</param>
    /// <param name="lo">The bracket's lower end.</param>
    /// <param name="hi">The upper end; f has the other sign there.</param>
    /// <param name="tol">It ends when the step to X is at most this long.</param>
    /// <returns>Near a simple root X is right to about tol. Where f is flat, Newton's steps are shorter than the distance: for xⁿ by the factor n.</returns>
    /// <exception cref="ArgumentException">The bracket is empty, or f has the same sign at both ends.</exception>
    /// <exception cref="ArgumentOutOfRangeException">tol is not above 0.</exception>
    public static RootResult SafeNewton(Func<Dual, Dual> f, double lo, double hi, double tol)
    {
        double atLo = f(Dual.Variable(lo)).V, atHi = f(Dual.Variable(hi)).V;
        RequireBracket(lo, hi, atLo, atHi, tol);
        if (atLo == 0 || atHi == 0) return new(atLo == 0 ? lo : hi, 2, true);

        double x = lo + (hi - lo) / 2, step = hi - lo;
        for (int evaluations = 3; evaluations <= MostEvaluations; evaluations++)
        {
            Dual y = f(Dual.Variable(x));
            if (y.V == 0) return new(x, evaluations, true);
            if (Math.Sign(y.V) == Math.Sign(atLo)) lo = x;
            else hi = x;

            double newton = x - y.V / y.D;   // infinite where the slope is 0
            bool isTrusted = newton >= lo && newton <= hi && Math.Abs(newton - x) <= step / 2 && double.IsFinite(y.D);   // an infinite slope would make a step of 0
            double next = isTrusted ? newton : lo + (hi - lo) / 2;
            step = Math.Abs(next - x);
            x = next;
            if (step <= tol) return new(x, evaluations, true);
        }

        return new(x, MostEvaluations, false);
    }

    private static void RequireBracket(double lo, double hi, double atLo, double atHi, double tol)
    {
        if (!(lo < hi)) throw new ArgumentException($"The bracket from {lo} to {hi} is empty.", nameof(hi));
        if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol), tol, $"tol is {tol}. It is a distance along x, so above 0.");
        if (!((atLo <= 0 && atHi >= 0) || (atLo >= 0 && atHi <= 0))) throw new ArgumentException($"f is {atLo} at {lo} and {atHi} at {hi}. Only a change of sign promises a root between them.", nameof(lo));
    }
}
