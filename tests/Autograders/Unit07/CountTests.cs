using Course;
using CsCheck;
using FromScratch.Probability;
using FromScratch.Statistics;

namespace Autograders;

/// <summary>Exercise 7.7: chi-square tests of counts.</summary>
[Exercise("7.7", "Tests of counts", Difficulty = 2, Minutes = 25, Theory = "4. A p-value is a tail under \"nothing happens\"")]
public sealed class CountTests : Exercise<CountTests, CountTests.Contract>
{
    public delegate CountTest GoodnessOfFit(int[] observed, double[] p);

    public delegate CountTest TableTest(int[,] t);

    public sealed record Contract(GoodnessOfFit ChiSquareFit, TableTest Independence);

    public static Verdict Check(GoodnessOfFit chiSquareFit, TableTest independence) => Grade(new Contract(chiSquareFit, independence));

    protected override Contract Reference => new(ChiSquareTests.Fit, ChiSquareTests.Independence);

    private static double[] Fair => [.. Enumerable.Repeat(1 / 6.0, 6)];

    [Fact]
    public void A_die_that_may_be_fair() =>
        Is(6.72, 5, 0.24231086039631437, true, Subject.ChiSquareFit([22, 21, 22, 27, 22, 36], Fair), "150 throws, 25 of each face expected: (9 + 16 + 9 + 4 + 9 + 121)/25 = 6.72. Five faces are free, the sixth follows from the total.");

    [Fact]
    public void Kinds_need_not_be_alike() =>
        Is(4 / 50.0 + 16 / 30.0 + 4 / 20.0, 2, Math.Exp(-61 / 150.0), true, Subject.ChiSquareFit([52, 26, 22], [0.5, 0.3, 0.2]), "Expected 50, 30 and 20. χ² with 2 degrees of freedom is exponential: p = e^(−χ²/2).");

    [Fact]
    public void Ten_times_the_data_is_ten_times_the_evidence() => Property.Holds(
        Gen.Int[10, 40].Array[4], counts =>
        {
            double[] p = [0.1, 0.2, 0.3, 0.4];
            CountTest once = Subject.ChiSquareFit(counts, p), tenfold = Subject.ChiSquareFit(Array.ConvertAll(counts, count => 10 * count), p);
            Expect.Close(10 * once.Statistic, tenfold.Statistic, because: $"The shares of {ValueText.Of(counts)}, with ten times as many things counted: χ² takes counts, and grows with them.", tolerance: 1e-10);
        });

    [Fact]
    public void A_perfect_fit_is_no_surprise() => Is(0, 2, 1, true, Subject.ChiSquareFit([10, 20, 10], [0.25, 0.5, 0.25]), "Exactly as expected: χ² = 0, and everything is at least as far off.");

    [Fact]
    public void A_tiny_p_value_keeps_its_digits() =>
        Is(1000, 1, new ChiSquare(1).Survival(1000), true, Subject.ChiSquareFit([1000, 0], [0.5, 0.5]), "A thousand heads in a row: 1 − Cdf would be 0, Survival is 1e-219.");

    [Theory]
    [InlineData(20, true)]
    [InlineData(19, false)]
    public void Below_5_expected_it_is_not_reliable(int total, bool reliable)
    {
        CountTest test = Subject.ChiSquareFit([total - 3, 3], [0.75, 0.25]);
        Expect.Equal(reliable, test.Reliable, because: $"{total} things, a quarter of them of the rarer kind: {ValueText.Of(total / 4.0)} expected. From 5 in every kind on, the chi-square distribution is a fair approximation. What was observed does not matter here.");
    }

    [Fact]
    public void A_table_of_two_by_three() =>
        Is(475 / 36.0, 2, Math.Exp(-475 / 72.0), true, Subject.Independence(new[,] { { 10, 20, 30 }, { 20, 10, 10 } }), "Row totals 60 and 40, column totals 30, 30 and 40: expected 18, 18, 24 and 12, 12, 16. Squared differences 64, 4, 36 twice. (2 − 1)(3 − 1) = 2 cells are free.");

    [Fact]
    public void A_table_of_two_by_two() =>
        Is(4, 1, new ChiSquare(1).Survival(4), true, Subject.Independence(new[,] { { 30, 20 }, { 20, 30 } }), "25 expected everywhere: 4·25/25. One cell is free.");

    [Fact]
    public void Rows_and_columns_may_be_exchanged() => Property.Holds(
        Gen.Int[1, 30].Array[12], counts =>
        {
            int[,] table = new int[3, 4], turned = new int[4, 3];
            for (int i = 0; i < 12; i++) table[i / 4, i % 4] = turned[i % 4, i / 4] = counts[i];
            CountTest test = Subject.Independence(table);
            Is(test.Statistic, 6, new ChiSquare(6).Survival(test.Statistic), test.Reliable, Subject.Independence(turned), "Which of the two comes first does not matter: (3 − 1)(4 − 1) cells are free.");
        });

    [Fact]
    public void A_table_of_products_is_independent() => Is(0, 2, 1, true, Subject.Independence(new[,] { { 10, 20, 30 }, { 20, 40, 60 } }), "Every row has the same shares.");

    [Fact]
    public void A_table_with_few_expected_is_not_reliable()
    {
        Expect.Equal(false, Subject.Independence(new[,] { { 9, 1 }, { 5, 5 } }).Reliable, because: "Of the second kind 6·10/20 = 3 are expected in each row.");
        Expect.Equal(true, Subject.Independence(new[,] { { 10, 3 }, { 5, 12 } }).Reliable, because: "13·15/30 = 6.5 are the fewest expected; that 3 were observed does not matter.");
    }

    [Fact]
    public void A_single_count_is_a_count()
    {
        Is(1, 1, new ChiSquare(1).Survival(1), false, Subject.ChiSquareFit([1, 0], [0.5, 0.5]), "One thing in all, ½ expected of each kind: (¼ + ¼)/½ = 1.");
        Is(176 / 280.0, 1, new ChiSquare(1).Survival(176 / 280.0), false, Subject.Independence(new[,] { { 0, 1 }, { 4, 6 } }), "A row with the total 1: 11·(0·6 − 1·4)²/(1·10·4·7).");
        Is(176 / 280.0, 1, new ChiSquare(1).Survival(176 / 280.0), false, Subject.Independence(new[,] { { 0, 4 }, { 1, 6 } }), "A column with the total 1: 11·(0·6 − 4·1)²/(4·7·1·10).");
    }

    [Fact]
    public void Large_counts_do_not_overflow()
    {
        Is(2 * 1e12 / 1.5e9, 1, new ChiSquare(1).Survival(2 * 1e12 / 1.5e9), true, Subject.ChiSquareFit([1_501_000_000, 1_499_000_000], [0.5, 0.5]), "Three billion things in all, a square of 10¹²: sum and square as double.");
        Is(0, 1, 1, true, Subject.Independence(new[,] { { 1_000_000_000, 1_000_000_000 }, { 1_000_000_000, 1_000_000_000 } }), "Totals of two billion in a row, beyond int.");
    }

    [Fact]
    public void Counts_and_probabilities_must_fit()
    {
        Expect.Throws<ArgumentException>(() => Subject.ChiSquareFit([1, 2, 3], [0.5, 0.5]), because: "Three counts, two probabilities.");
        Expect.Throws<ArgumentException>(() => Subject.ChiSquareFit([5], [1]), because: "One kind alone always fits.");
        Expect.Throws<ArgumentException>(() => Subject.ChiSquareFit([], []), because: "There is nothing to test.");
        Expect.Throws<ArgumentException>(() => Subject.ChiSquareFit([5, -1], [0.5, 0.5]), because: "A count is not negative.");
        Expect.Throws<ArgumentException>(() => Subject.ChiSquareFit([0, 0], [0.5, 0.5]), because: "Nothing was counted.");
        Expect.Throws<ArgumentException>(() => Subject.ChiSquareFit([5, 5], [0.5, 0.6]), because: "The probabilities sum to 1.1.");
        Expect.Throws<ArgumentException>(() => Subject.ChiSquareFit([5, 5, 5], [0.7, 0.7, -0.4]), because: "A probability is not negative.");
        Expect.Throws<ArgumentException>(() => Subject.ChiSquareFit([5, 5, 0], [0.5, 0.5, 0]), because: "0 expected: 0/0. What cannot happen is left out.");
        Expect.Throws<ArgumentException>(() => Subject.ChiSquareFit([5, 5, 3], [0.5, 0.5, 0]), because: "0 expected, and 3 came: 9/0 is ∞, and no test. A probability of 0 is refused.");
    }

    [Fact]
    public void A_table_has_two_rows_and_columns_that_are_not_empty()
    {
        Expect.Throws<ArgumentException>(() => Subject.Independence(new[,] { { 1, 2, 3 } }), because: "One row has nothing to depend on.");
        Expect.Throws<ArgumentException>(() => Subject.Independence(new[,] { { 1 }, { 2 }, { 3 } }), because: "One column has nothing to depend on.");
        Expect.Throws<ArgumentException>(() => Subject.Independence(new[,] { { 1, 2, 4 }, { 0, 0, 0 } }), because: "In an empty row 0 are expected: 0/0.");
        Expect.Throws<ArgumentException>(() => Subject.Independence(new[,] { { 1, 0, 4 }, { 2, 0, 3 } }), because: "In an empty column 0 are expected: 0/0.");
        Expect.Throws<ArgumentException>(() => Subject.Independence(new[,] { { 1, -2, 4 }, { 2, 5, 3 } }), because: "A count is not negative.");
        Expect.Throws<ArgumentException>(() => Subject.Independence(new int[0, 0]), because: "There is no table.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You compare shares. χ² must grow with n: 60 % heads of ten throws is nothing, of a thousand a lot. Take counts, expected = p·total.", Reference with
        {
            ChiSquareFit = (observed, p) =>
            {
                CountTest right = ChiSquareTests.Fit(observed, p);
                double statistic = right.Statistic / observed.Sum(count => (double)count);
                return right with { Statistic = statistic, P = new ChiSquare(right.Df).Survival(statistic) };
            },
        }),
        new("One count is fixed by the total: k kinds have k − 1 degrees of freedom.", Reference with { ChiSquareFit = (observed, p) => ChiSquareTests.Fit(observed, p) is var right ? right with { Df = p.Length, P = new ChiSquare(p.Length).Survival(right.Statistic) } : null! }),
        new("Row and column totals fix one row and one column: (rows − 1)(columns − 1) degrees of freedom.", Reference with { Independence = t => ChiSquareTests.Independence(t) is var right ? right with { Df = t.Length - 1, P = new ChiSquare(t.Length - 1).Survival(right.Statistic) } : null! }),
        new("Reliable asks for what is expected, not for what was observed.", Reference with { ChiSquareFit = (observed, p) => ChiSquareTests.Fit(observed, p) with { Reliable = observed.Min() >= 5 }, Independence = t => ChiSquareTests.Independence(t) with { Reliable = t.Cast<int>().Min() >= 5 } }),
        new("Divide by what is expected, not by what was observed: under the null hypothesis the expected count is the variance.", Reference with
        {
            ChiSquareFit = (observed, p) =>
            {
                CountTest right = ChiSquareTests.Fit(observed, p);
                double total = observed.Sum(count => (double)count), statistic = observed.Zip(p, (o, share) => Math.Pow(o - share * total, 2) / o).Sum();
                return right with { Statistic = statistic, P = statistic >= 0 ? new ChiSquare(right.Df).Survival(statistic) : double.NaN };
            },
        }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("Σ o²/e − n; the upper incomplete gamma function", new(
            (observed, p) =>
            {
                if (observed.Length < 2 || observed.Length != p.Length || observed.Any(o => o < 0) || observed.All(o => o == 0) || p.Any(share => !(share > 0)) || Math.Abs(p.Sum() - 1) > 1e-9) throw new ArgumentException("They do not fit.");
                double total = observed.Sum(o => (double)o), statistic = observed.Zip(p, (o, share) => (o - share * total) / Math.Sqrt(share * total)).Sum(residual => residual * residual);
                return new(statistic, p.Length - 1, IncompleteGamma.Q((p.Length - 1) / 2.0, statistic / 2), p.Min() * total >= 5);
            },
            t =>
            {
                int rows = t.GetLength(0), columns = t.GetLength(1);
                double[] row = [.. Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, columns).Sum(j => (double)t[i, j]))], column = [.. Enumerable.Range(0, columns).Select(j => Enumerable.Range(0, rows).Sum(i => (double)t[i, j]))];
                if (rows < 2 || columns < 2 || t.Cast<int>().Any(count => count < 0) || row.Any(sum => sum == 0) || column.Any(sum => sum == 0)) throw new ArgumentException("No table.");
                double total = row.Sum(), statistic = 0;
                for (int i = 0; i < rows; i++)
                    for (int j = 0; j < columns; j++)
                        statistic += Math.Pow(t[i, j] - row[i] / total * column[j], 2) / (row[i] / total * column[j]);
                int df = (rows - 1) * (columns - 1);
                return new(statistic, df, IncompleteGamma.Q(df / 2.0, statistic / 2), row.Min() * column.Min() / total >= 5);
            })),
        new("independence as a fit to products of shares", new(ByLoop, t =>
        {
            int rows = t.GetLength(0), columns = t.GetLength(1);
            if (rows < 2 || columns < 2) throw new ArgumentException("Too small.");
            double total = 0;
            double[] row = new double[rows], column = new double[columns];
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    if (t[i, j] < 0) throw new ArgumentException("Negative.");
                    (total, row[i], column[j]) = (total + t[i, j], row[i] + t[i, j], column[j] + t[i, j]);
                }
            }

            CountTest fit = ByLoop([.. t.Cast<int>()], [.. row.SelectMany(r => column.Select(c => r * c / total / total))]);
            double df = (rows - 1.0) * (columns - 1);
            return fit with { Df = df, P = new Gamma(df / 2, 0.5).Survival(fit.Statistic) };
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "How far is each count from what is expected, in units of its own deviation? A count with a small probability varies like the root of its expectation.",
        "χ² = Σ (o − e)²/e. Fit: e = p·total, k − 1 degrees of freedom. Independence: e = row total·column total/total, (rows − 1)(columns − 1). The p-value is new ChiSquare(df).Survival(χ²).",
        "Guards: lengths, two kinds at least, no negative count, total above 0, probabilities above 0 that sum to 1 within 1e-9; for tables two rows and columns, none empty. Totals and squares as double. Reliable: every expected count is at least 5.",
    ];

    private static void Is(double statistic, double df, double p, bool reliable, CountTest? test, string because)
    {
        Expect.That(test is not null, "a test's statistic, degrees of freedom and p-value", test, because);
        Expect.Close(statistic, test!.Statistic, $"That is Statistic. {because}", 1e-11, scale: 1e-2);
        Expect.Close(df, test.Df, $"That is Df. {because}");
        Expect.Close(p, test.P, $"That is P. {because}", Math.Max(1e-11, 1e-11 * statistic));
        Expect.Equal(reliable, test.Reliable, $"That is Reliable. {because}");
    }

    private static CountTest ByLoop(int[] observed, double[] p)
    {
        if (observed.Length < 2 || observed.Length != p.Length) throw new ArgumentException("They do not fit.");
        double total = 0, shares = 0, statistic = 0;
        for (int i = 0; i < p.Length; i++)
        {
            if (observed[i] < 0 || !(p[i] > 0)) throw new ArgumentException("They do not fit.");
            total += observed[i];
            shares += p[i];
        }

        if (total == 0 || Math.Abs(shares - 1) > 1e-9) throw new ArgumentException("They do not fit.");
        bool reliable = true;
        for (int i = 0; i < p.Length; i++)
        {
            double e = p[i] * total, off = observed[i] - e;
            statistic += off / e * off;
            reliable &= e >= 5;
        }

        return new(statistic, p.Length - 1, new ChiSquare(p.Length - 1).Survival(statistic), reliable);
    }
}
