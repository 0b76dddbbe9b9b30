namespace FromScratch.Calculus;

/// <summary>Areas under curves, from values at chosen points.</summary>
/// <remarks>Source: Heath, Scientific Computing, 2nd ed., chapter 8; the tolerance test of the adaptive rule: Lyness, Journal of the ACM 16 (1969) 483-495.</remarks>
public static class Integration
{
    private const int DeepestLevel = 60;   // a piece is then 2⁻⁶⁰ of the whole: shorter than the spacing of doubles within it

    /// <summary>Simpson's rule on n equal pieces: h/3·(f₀ + 4f₁ + 2f₂ + 4f₃ + … + 4fₙ₋₁ + fₙ). Exact for cubics; halving h divides the error by 16.</summary>
    /// <param name="f">The function.</param>
    /// <param name="a">From.</param>
    /// <param name="b">To; below a the area changes its sign.</param>
    /// <param name="n">The number of pieces, even and at least 2.</param>
    /// <exception cref="ArgumentException">n is odd or below 2.</exception>
    public static double Simpson(Func<double, double> f, double a, double b, int n)
    {
        if (n < 2 || n % 2 == 1) throw new ArgumentException($"Simpson: n is {n}. Each parabola spans two pieces, so n is even and at least 2.", nameof(n));
        double h = (b - a) / n;
        double sum = f(a) + f(b);
        for (int i = 1; i < n; i++) sum += (i % 2 == 1 ? 4 : 2) * f(a + i * h);
        return h / 3 * sum;
    }

    /// <summary>Simpson's rule that halves a piece only where it must, until the estimated error of the whole is at most tol.</summary>
    /// <param name="f">The function.</param>
    /// <param name="a">From.</param>
    /// <param name="b">To; below a the area changes its sign.</param>
    /// <param name="tol">The error allowed over the whole range, above 0; each half gets half of it.</param>
    /// <returns>The area, and how often f was called: no point is computed twice.</returns>
    /// <remarks>
    /// On a smooth piece two half pieces have 1/16 of the error of one, so their difference is 15 times the error that is left. Adding a fifteenth of it improves the answer once more.
    /// The estimate believes the five points it sees: a peak between them is missed.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">tol is not above 0.</exception>
    public static (double Area, int Evaluations) Adaptive(Func<double, double> f, double a, double b, double tol)
    {
        if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol), tol, $"Adaptive: tol is {tol}. It is an error allowed, so above 0.");
        int evaluations = 0;
        double fa = F(a), fm = F((a + b) / 2), fb = F(b);
        return (Piece(a, fa, fm, b, fb, tol, DeepestLevel), evaluations);

        double F(double x)
        {
            evaluations++;
            return f(x);
        }

        double Piece(double left, double fLeft, double fMiddle, double right, double fRight, double allowed, int levels)
        {
            double middle = (left + right) / 2;
            double fFirst = F((left + middle) / 2), fSecond = F((middle + right) / 2);
            double whole = (right - left) / 6 * (fLeft + 4 * fMiddle + fRight);
            double halves = (right - left) / 12 * (fLeft + 4 * fFirst + 2 * fMiddle + 4 * fSecond + fRight);
            double left15 = halves - whole;   // 15 times the error of the halves
            if (!(Math.Abs(left15) > 15 * allowed) || levels == 0) return halves + left15 / 15;   // a NaN ends here too
            return Piece(left, fLeft, fFirst, middle, fMiddle, allowed / 2, levels - 1)
                + Piece(middle, fMiddle, fSecond, right, fRight, allowed / 2, levels - 1);
        }
    }

    /// <summary>Gauss's rule: with n well-chosen points, exact up to degree 2n − 1.</summary>
    /// <param name="f">The function.</param>
    /// <param name="a">From.</param>
    /// <param name="b">To.</param>
    /// <param name="points">n, at least 1.</param>
    /// <remarks>The points are the roots of the Legendre polynomial Pₙ, found by Newton's method from cos(π(i − ¼)/(n + ½)). Source: Heath, §8.3.3.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">points is below 1.</exception>
    public static double GaussLegendre(Func<double, double> f, double a, double b, int points)
    {
        if (points < 1) throw new ArgumentOutOfRangeException(nameof(points), points, $"GaussLegendre: {points} points. At least one is needed.");
        double middle = (a + b) / 2, half = (b - a) / 2, sum = 0;
        for (int i = 1; i <= points; i++)
        {
            double root = Roots.Newton(x => Legendre(points, x), Math.Cos(Math.PI * (i - 0.25) / (points + 0.5)), 1e-15).X;
            double slope = Legendre(points, Dual.Variable(root)).D;
            sum += 2 / ((1 - root * root) * slope * slope) * f(middle + half * root);
        }

        return half * sum;
    }

    /// <summary>Pₙ(x) by k·Pₖ = (2k − 1)·x·Pₖ₋₁ − (k − 1)·Pₖ₋₂; its slope comes along with the dual numbers.</summary>
    private static Dual Legendre(int n, Dual x)
    {
        Dual before = 1, current = x;
        for (int k = 2; k <= n; k++) (before, current) = (current, ((2 * k - 1) * x * current - (k - 1) * before) / k);
        return current;
    }
}
