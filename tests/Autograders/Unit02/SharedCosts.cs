using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 2.10: what services cost that work for one another.</summary>
[Exercise("2.10", "Shared costs", Difficulty = 3, Minutes = 35, Theory = "4. Three cases of Ax = b")]
public sealed class SharedCosts : Exercise<SharedCosts, SharedCosts.Contract>
{
    public delegate double[] Allocation(double[] direct, double[,] share);

    public sealed record Contract(Allocation TrueCosts);

    public static Verdict Check(Allocation trueCosts) => Grade(new Contract(trueCosts));

    protected override Contract Reference => new(CostAllocation.TrueCosts);

    [Fact]
    public void Two_teams_are_as_by_hand() => Expect.Close(
        [1100 / 9.0, 1000 / 9.0], Subject.TrueCosts([100, 50], new[,] { { 0, 0.2 }, { 0.5, 0 } }),
        because: "c₀ = 100 + 0.2·c₁ and c₁ = 50 + 0.5·c₀: service 0 uses 0.2 of service 1, service 1 uses half of service 0. Insert one into the other: 0.9·c₀ = 110.");

    [Fact]
    public void A_chain_passes_costs_on() => Expect.Close(
        [100, 60, 70], Subject.TrueCosts([100, 10, 40], new[,] { { 0, 0, 0 }, { 0.5, 0, 0 }, { 0, 0.5, 0 } }),
        because: "Service 1 uses half of 0: 10 + 50. Service 2 uses half of 1: 40 + 30. Entry (i, j) is what i uses of j: i pays for j.");

    [Fact]
    public void Services_that_use_no_other_cost_what_they_cost() =>
        Expect.Close([7, 0, 3], Subject.TrueCosts([7, 0, 3], new double[3, 3]), because: "Nothing is shared.");

    [Fact]
    public void A_service_may_use_itself() =>
        Expect.Close([125], Subject.TrueCosts([100], new[,] { { 0.2 } }), because: "A fifth of the work is for itself, so what is left bears all: c = 100 + 0.2c.");

    [Fact]
    public void Products_pay_the_total_of_direct_costs() => Property.Holds(Platforms(), platform =>
    {
        (double[] direct, double[,] share) = platform;
        double[]? costs = Subject.TrueCosts(direct, share);
        Expect.That(costs?.Length == direct.Length, $"{direct.Length} costs", costs, because: "One cost a service.");
        double paid = Enumerable.Range(0, direct.Length).Sum(j => costs![j] * (1 - Draw.Column(share, j).Sum()));
        Expect.Close(direct.Sum(), paid, because: "The products use what is left of each service's work, and pay for it. Together that must be the sum of the direct costs: nothing lost, nothing counted twice.", tolerance: 1e-10);
    });

    [Fact]
    public void Each_cost_is_direct_cost_plus_what_is_used() => Property.Holds(Platforms(), platform =>
    {
        (double[] direct, double[,] share) = platform;
        double[]? costs = Subject.TrueCosts(direct, share);
        Expect.That(costs?.Length == direct.Length, $"{direct.Length} costs", costs, because: "One cost a service.");
        double[] used = MatrixMultiplication.ByRows(share, costs!);
        Expect.Close(Draw.Plus(direct, used), costs, because: "c = d + S·c: put your costs into the right side and they must come out again.", tolerance: 1e-10);
    });

    [Fact]
    public void A_planted_platform_costs_what_the_series_says()
    {
        (PlatformUsage usage, PlatformCosts truth) = Generators.SharedPlatform(3);
        Expect.Close(truth.FullCosts, Subject.TrueCosts(usage.Direct, usage.Share), because: "The truth is d + S·d + S²·d + …, summed until nothing changes: each round passes on what the one before received. One round alone stops at S·d.", tolerance: 1e-10);
    }

    [Fact]
    public void A_closed_loop_is_refused_by_name() => LinearSystems.ThrowsNaming<InvalidOperationException>(
        () => Subject.TrueCosts([10, 20, 30, 40], new[,] { { 0, 0, 0, 0 }, { 0, 0, 0, 1.0 }, { 0.3, 0, 0, 0 }, { 0, 1, 0, 0 } }), [1, 3],
        because: "Services 1 and 3 work for each other and for nobody else: their costs go round for ever, and no product pays. Name them, so that somebody can mend the table.");

    [Fact]
    public void Rounding_does_not_open_a_loop() => LinearSystems.ThrowsNaming<InvalidOperationException>(
        () => Subject.TrueCosts([10, 20, 30, 0, 5], new[,] { { 0.3, 0.7, 0.1, 0, 0 }, { 0.6, 0.1, 0.2, 0, 0 }, { 0.1, 0.2, 0.7, 0, 0 }, { 0, 0, 0, 0, 0.4 }, { 0, 0, 0, 0.5, 0 } }), [0, 1, 2],
        because: "0.3 + 0.6 + 0.1 is 1, and in double it is 0.9999999999999999: what is left for products is rounding. Up to 1e-9 counts as nothing. Services 3 and 4 are fine.");

    [Fact]
    public void Who_feeds_only_a_closed_loop_is_named_with_it() => LinearSystems.ThrowsNaming<InvalidOperationException>(
        () => Subject.TrueCosts([10, 20, 30], new double[,] { { 0, 0, 0 }, { 0, 0, 0 }, { 0, 1, 1 } }), [1, 2],
        because: "Service 2 works only for itself, and all work of 1 goes to 2: nothing of either reaches a product. Service 0 is fine.");

    [Fact]
    public void One_service_may_be_a_closed_loop() => LinearSystems.ThrowsNaming<InvalidOperationException>(
        () => Subject.TrueCosts([10, 20, 30], new[,] { { 0, 0, 0 }, { 0, 1 - 1e-12, 0 }, { 0.5, 0, 0 } }), [1],
        because: "Service 1 works for itself alone: what is left of it, 1e-12, is rounding, and would have to pay 20 trillion. The others are fine.");

    [Fact]
    public void A_long_way_to_a_product_is_a_way() => Expect.Close(
        [1, 2, 3, 4], Subject.TrueCosts([1, 1, 1, 1], new double[,] { { 0, 0, 0, 0 }, { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } }),
        because: "0 works for 1, that for 2, that for 3, and only 3 works for a product. It pays for all four.");

    [Fact]
    public void The_way_may_lead_from_any_service_to_any() => Expect.Close(
        [4, 1, 3, 2], Subject.TrueCosts([1, 1, 1, 1], new double[,] { { 0, 0, 1, 0 }, { 0, 0, 0, 0 }, { 0, 0, 0, 1 }, { 0, 1, 0, 0 } }),
        because: "1 works for 3, that for 2, that for 0, and only 0 works for a product.");

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_share_is_at_least_0(double wrong)
    {
        Expect.Throws<ArgumentException>(() => Subject.TrueCosts([1, 1], new[,] { { 0, wrong }, { 0.3, 0 } }), because: "Nobody uses less than nothing.");
        Expect.Throws<ArgumentException>(() => Subject.TrueCosts([1, 1, 1], new[,] { { 0, 0.2, 0.1 }, { 0.3, 0, 0.1 }, { 0.4, wrong, 0 } }), because: "Nobody uses less than nothing, in whichever row it stands.");
    }

    [Fact]
    public void No_service_is_used_more_than_once()
    {
        Expect.Throws<ArgumentException>(() => Subject.TrueCosts([1, 1, 1], new[,] { { 0, 0, 0 }, { 0.7, 0, 0 }, { 0.4, 0, 0 } }), because: "1.1 of service 0 is given away: somebody typed a wrong number, and the costs would not add up.");
        Expect.Throws<ArgumentException>(() => Subject.TrueCosts([1, 1, 1], new[,] { { 0, 0, 0.7 }, { 0, 0, 0.4 }, { 0, 0, 0 } }), because: "1.1 of service 2 is given away.");
    }

    [Fact]
    public void Shares_that_sum_to_1_but_for_rounding_are_allowed() => Expect.Close(
        [1, 1.1, 1.7, 1.2], Subject.TrueCosts([1, 1, 1, 1], new[,] { { 0, 0, 0, 0 }, { 0.1, 0, 0, 0 }, { 0.7, 0, 0, 0 }, { 0.2 + 1e-15, 0, 0, 0 } }),
        because: "0.1 + 0.7 + 0.2 may come out a little above 1. Up to 1e-9 is rounding.", tolerance: 1e-9);

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(2, 3)]
    [InlineData(4, 4)]
    public void Each_service_has_a_row_and_a_column(int rows, int columns) =>
        Expect.Throws<ArgumentException>(() => Subject.TrueCosts([1, 2, 3], new double[rows, columns]), because: $"Three direct costs, shares of {rows}×{columns}.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Services serve each other: after one pass, products no longer carry the total. What is received must be passed on too: solve (I − S)·c = d.", new((direct, share) => { CostAllocation.TrueCosts(direct, share); return Draw.Plus(direct, MatrixMultiplication.ByRows(share, direct)); })),
        new("i pays for j, not j for i: entry (i, j) is what service i uses of service j. You used the table transposed.", new((direct, share) =>
        {
            CostAllocation.TrueCosts(direct, share);
            int n = direct.Length;
            return Lu.Factor(Mat.Of(LinearSystems.Filled(n, n, (i, j) => (i == j ? 1 : 0) - share[j, i]))).Solve(Vec.Of(direct)).ToArray();
        })),
        new("A closed loop gives ∞, NaN or billions instead of an error: look, before you solve, whether each service's work reaches a product.", new(WithoutLook)),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("walks back from the products; passes costs on until nothing changes", new(ByRounds)),
        new("a queue for the ways; the inverse of I − S", new(ByInverse)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write the two-team example as two equations, bring all unknowns to the left, and read off the matrix.",
        "(I − S)·c = d. Before you solve it, ask for each service whether its work reaches a product: directly, when its column sums to less than 1, or by way of a service that uses it and reaches one.",
        "Check shapes, shares and column sums (up to 1e-9 above 1 is rounding). Mark the services with something left for products; then again and again mark those used by a marked one, as many rounds as there are services. Some unmarked: InvalidOperationException with their numbers. Else solve.",
    ];

    /// <summary>Direct costs and shares in hundredths, with a tenth at least left of each service.</summary>
    private static Gen<(double[] Direct, double[,] Share)> Platforms() =>
        Gen.Int[2, 5].SelectMany(n => Gen.Select(Gen.Int[0, 500].Array[n], Gen.Int[0, 18].Array[n * n]))
            .Select(sample => (Array.ConvertAll(sample.Item1, cost => (double)cost), LinearSystems.Filled(sample.Item1.Length, sample.Item1.Length, (i, j) => i == j ? 0 : sample.Item2[i * sample.Item1.Length + j] / 100.0)));

    private static void Guard(double[] direct, double[,] share)
    {
        int n = direct.Length;
        if (share.GetLength(0) != n || share.GetLength(1) != n) throw new ArgumentException("The shapes do not match.");
        if (share.Cast<double>().Any(entry => !(entry >= 0))) throw new ArgumentException("A share is negative.");
        if (Enumerable.Range(0, n).Any(j => Draw.Column(share, j).Sum() > 1 + 1e-9)) throw new ArgumentException("A service is given away more than once.");
    }

    private static double[] WithoutLook(double[] direct, double[,] share)
    {
        Guard(direct, share);
        int n = direct.Length;
        try
        {
            return Lu.Factor(Mat.Of(LinearSystems.Filled(n, n, (i, j) => (i == j ? 1 : 0) - share[i, j]))).Solve(Vec.Of(direct)).ToArray();
        }
        catch (InvalidOperationException)
        {
            return [.. direct.Select(_ => double.PositiveInfinity)];
        }
    }

    private static double[] ByRounds(double[] direct, double[,] share)
    {
        Guard(direct, share);
        int n = direct.Length;
        HashSet<int> reaching = [.. Enumerable.Range(0, n).Where(j => Draw.Column(share, j).Sum() < 1 - 1e-9)];
        while (Enumerable.Range(0, n).Any(j => !reaching.Contains(j) && reaching.Any(i => share[i, j] > 1e-9) && reaching.Add(j))) { }
        if (reaching.Count < n) throw new InvalidOperationException($"Nobody pays for {string.Join(" and ", Enumerable.Range(0, n).Except(reaching))}.");
        double[] total = [.. direct], passed = direct;
        for (int round = 0; round < 5000 && passed.Any(amount => amount > 0); round++)
        {
            passed = MatrixMultiplication.ByRows(share, passed);
            total = Draw.Plus(total, passed);
        }

        return total;
    }

    private static double[] ByInverse(double[] direct, double[,] share)
    {
        Guard(direct, share);
        int n = direct.Length;
        bool[] reaching = new bool[n];
        var queue = new Queue<int>(Enumerable.Range(0, n).Where(j => 1 - Draw.Column(share, j).Sum() > 1e-9));
        while (queue.TryDequeue(out int i))
        {
            if (reaching[i]) continue;
            reaching[i] = true;
            for (int j = 0; j < n; j++)
                if (share[i, j] > 1e-9) queue.Enqueue(j);
        }

        if (reaching.Contains(false)) throw new InvalidOperationException($"No product pays for: {string.Join("; ", Enumerable.Range(0, n).Where(j => !reaching[j]))}");
        return MatrixMultiplication.ByRows(Inversion.Inverse(LinearSystems.Filled(n, n, (i, j) => (i == j ? 1 : 0) - share[i, j])), direct);
    }
}
