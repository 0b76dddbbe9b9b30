using System.Collections;
using Course;
using CsCheck;
using FromScratch.Calculus;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 4.6: the chain rule on a graph, in one pass.</summary>
[Exercise("4.6", "The chain rule on a graph", Difficulty = 4, Minutes = 40, Core = true, Theory = "3. Along a road multiply, across roads add")]
public sealed class ChainOnAGraph : Exercise<ChainOnAGraph, ChainOnAGraph.Contract>
{
    public delegate double[] TangentPass(IReadOnlyList<TapeNode> tape, int inputIndex);

    public sealed record Contract(TangentPass ForwardSlopes);

    public static Verdict Check(TangentPass forwardSlopes) => Grade(new Contract(forwardSlopes));

    protected override Contract Reference => new(ChainRule.ForwardSlopes);

    private static TapeNode Input(double value) => new("input", [], value);

    private static TapeNode Const(double value) => new("const", [], value);

    [Fact]
    public void The_input_itself_has_slope_1() => Expect.Close([1.0], Subject.ForwardSlopes([Input(3)], 0), because: "x moves as x does.");

    [Fact]
    public void Other_inputs_and_constants_have_slope_0() =>
        Expect.Close([0.0, 1, 0], Subject.ForwardSlopes([Input(3), Input(4), Const(5)], 1), because: "Only the input asked about, here line 1, moves.");

    [Theory]
    [InlineData("add", 7, 1, 1)]
    [InlineData("sub", -3, 1, -1)]
    [InlineData("mul", 10, 5, 2)]
    [InlineData("div", 0.4, 0.2, -0.08)]
    public void An_operation_of_two_passes_on_the_slope_of_either(string op, double value, double first, double second)
    {
        TapeNode[] tape = [Input(2), Input(5), new(op, [0, 1], value)];
        Expect.Close([1.0, 0, first], Subject.ForwardSlopes(tape, 0), because: $"How much {op}(2, 5) moves when the 2 moves.");
        Expect.Close([0.0, 1, second], Subject.ForwardSlopes(tape, 1), because: $"How much {op}(2, 5) moves when the 5 moves.");
    }

    [Fact]
    public void An_operation_of_one_passes_on_its_own_slope()
    {
        TapeNode[] tape = [Input(2), new("sin", [0], Math.Sin(2)), new("cos", [0], Math.Cos(2)), new("exp", [0], Math.Exp(2)), new("log", [0], Math.Log(2))];
        Expect.Close([1, Math.Cos(2), -Math.Sin(2), Math.Exp(2), 0.5], Subject.ForwardSlopes(tape, 0), because: "The slopes of sin, cos, exp and ln at 2.");
    }

    [Fact]
    public void Along_a_road_slopes_are_multiplied()
    {
        TapeNode[] tape = [Input(0.5), new("exp", [0], Math.Exp(0.5)), new("sin", [1], Math.Sin(Math.Exp(0.5)))];
        Expect.Close([1, Math.Exp(0.5), Math.Exp(0.5) * Math.Cos(Math.Exp(0.5))], Subject.ForwardSlopes(tape, 0), because: "sin(exp(x)): the slope of exp at 0.5, times the slope of sin at exp(0.5).");
    }

    [Fact]
    public void Where_two_roads_meet_slopes_are_added()
    {
        TapeNode[] tape = [Input(3), Const(1), new("add", [0, 1], 4), Const(2), new("add", [0, 3], 5), new("mul", [2, 4], 20)];
        Expect.Close([1.0, 0, 1, 0, 1, 9], Subject.ForwardSlopes(tape, 0), because: "(x + 1)(x + 2) at 3: one road brings 5, the other 4. x reaches y by two roads: add them.");
    }

    [Fact]
    public void The_same_line_twice_is_two_roads() =>
        Expect.Close([1.0, 6], Subject.ForwardSlopes([Input(3), new("mul", [0, 0], 9)], 0), because: "x·x: both arguments are line 0, and each brings 3.");

    [Fact]
    public void Five_operations_by_hand()
    {
        // x = 2, y = 3: p = x·y, s = sin x, q = p + s, r = q/y, z = r − x.
        double s = Math.Sin(2);
        TapeNode[] tape = [Input(2), Input(3), new("mul", [0, 1], 6), new("sin", [0], s), new("add", [2, 3], 6 + s), new("div", [4, 1], (6 + s) / 3), new("sub", [5, 0], (6 + s) / 3 - 2)];
        Expect.Close([1, 0, 3, Math.Cos(2), 3 + Math.Cos(2), (3 + Math.Cos(2)) / 3, Math.Cos(2) / 3], Subject.ForwardSlopes(tape, 0), because: "z = (x·y + sin x)/y − x; with respect to x at (2, 3) it is cos(2)/3.");
        Expect.Close([0, 1, 2, 0, 2, 2 / 3.0 - (6 + s) / 9, 2 / 3.0 - (6 + s) / 9], Subject.ForwardSlopes(tape, 1), because: "The same tape, another input: z with respect to y is −sin(2)/9.", tolerance: 1e-12);
    }

    [Fact]
    public void Inputs_may_stand_anywhere() =>
        Expect.Close([0.0, 0, 1, 7, 7], Subject.ForwardSlopes([Const(7), new("sin", [0], Math.Sin(7)), Input(2), new("mul", [0, 2], 14), new("add", [3, 1], 14 + Math.Sin(7))], 2), because: "Lines before the input do not hang on it: slope 0.");

    /// <summary>Held against dual numbers, run through the same lines.</summary>
    [Fact]
    public void It_agrees_with_dual_numbers_on_random_tapes() => Property.Holds(
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 1]), sample =>
        {
            (TapeNode[] tape, Dual[] duals) = RandomTape(sample.Item1, sample.Item2);
            Expect.Close([.. duals.Select(dual => dual.D)], Subject.ForwardSlopes(tape, sample.Item2), because: "Dual numbers, run through the same lines, carry these slopes.", tolerance: 1e-11);
        });

    [Fact]
    public void Each_line_is_visited_once_though_roads_double()
    {
        TapeNode[] lines = [Input(1), .. Enumerable.Range(0, 40).Select(i => new TapeNode("add", [i, i], Math.Pow(2, i + 1)))];
        var counting = new CountingTape(lines);
        double[] slopes = Subject.ForwardSlopes(counting, 0);
        Expect.Close(Math.Pow(2, 40), slopes[^1], because: "40 doublings.");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_line_that_does_not_exist_is_refused(int inputIndex) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.ForwardSlopes([Input(1), new("sin", [0], Math.Sin(1))], inputIndex), because: "The tape has the lines 0 and 1.");

    [Fact]
    public void What_is_no_tape_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.ForwardSlopes([Input(1), new("sin", [0], Math.Sin(1))], 1), because: "Line 1 is a sine, not an input: it moves because x does.");
        Expect.Throws<ArgumentException>(() => Subject.ForwardSlopes([Input(1), new("sin", [1], 0)], 0), because: "Line 1 needs line 1: an argument stands before its line.");
        Expect.Throws<ArgumentException>(() => Subject.ForwardSlopes([Input(1), new("sin", [2], 0), Input(3)], 0), because: "Line 1 needs line 2, which comes later: its slope is not known yet.");
        Expect.Throws<ArgumentException>(() => Subject.ForwardSlopes([Input(1), new("sin", [-1], 0)], 0), because: "There is no line −1.");
        Expect.Throws<ArgumentException>(() => Subject.ForwardSlopes([Input(1), new("gamma", [0], 1)], 0), because: "The operation gamma is unknown: do not guess its slope.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("x reaches y by two roads: you took one of them. Add what each argument brings.", new((tape, input) => Pass(tape, input, roads => roads.LastOrDefault(road => road != 0)))),
        new("Along a road multiply, across roads add: you multiplied what the two arguments bring.", new((tape, input) => Pass(tape, input, roads => roads.Aggregate(1.0, (product, road) => product * road)))),
        new("A product moves by the other factor: when a moves, a·b moves by b. You took the factor itself.", new((tape, input) => Pass(tape, input, roads => roads.Sum(), sameFactor: true))),
        new("Your slopes are local: multiply each by the slope the argument already has, or the chain ends after one link.", new((tape, input) => Pass(tape, input, roads => roads.Sum(), localOnly: true))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("dual numbers, run line by line", new((tape, input) =>
        {
            Guard(tape, input);
            var duals = new Dual[tape.Count];
            for (int i = 0; i < duals.Length; i++)
            {
                TapeNode node = tape[i];
                Dual A() => duals[Before(node.Args[0], i)];
                Dual B() => duals[Before(node.Args[1], i)];
                duals[i] = node.Op switch
                {
                    "input" => new(node.Value, i == input ? 1 : 0),
                    "const" => node.Value,
                    "add" => A() + B(),
                    "sub" => A() - B(),
                    "mul" => A() * B(),
                    "div" => A() / B(),
                    "sin" => Dual.Sin(A()),
                    "cos" => Dual.Cos(A()),
                    "exp" => Dual.Exp(A()),
                    "log" => Dual.Log(A()),
                    _ => throw new ArgumentException("Unknown."),
                };
            }

            return Array.ConvertAll(duals, dual => dual.D);
        })),
        new("recursion from each line backwards, with what is known kept", new((tape, input) =>
        {
            Guard(tape, input);
            double?[] known = new double?[tape.Count];
            TapeNode[] lines = [.. tape];
            double Slope(int i) => known[i] ??= i == input ? 1 : lines[i].Args.Select((j, k) => Slope(Before(j, i)) * Local(lines[i], k, [.. lines[i].Args.Select(a => lines[a].Value)])).Sum();
            return [.. Enumerable.Range(0, lines.Length).Select(i => lines[i].Op is "input" or "const" or "add" or "sub" or "mul" or "div" or "sin" or "cos" or "exp" or "log" ? Slope(i) : throw new ArgumentException("Unknown."))];
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Go through the tape from front to back. When you reach a line, what do you already know about its arguments?",
        "A line's slope is a sum over its arguments: the local slope (how much the operation moves when that argument does) times the argument's slope on the tape. For x·x the same argument comes twice, and counts twice.",
        "An array of slopes, one a line; 1 at the input, 0 at other inputs and constants. For every other line: look up the arguments' values and slopes, take the local slopes of the operation, sum the products. Refuse an argument that is not before its line.",
    ];

    private static void Guard(IReadOnlyList<TapeNode> tape, int input)
    {
        if (input < 0 || input >= tape.Count) throw new ArgumentOutOfRangeException(nameof(input));
        if (tape[input].Op != "input") throw new ArgumentException("No input.");
    }

    private static int Before(int argument, int line) => argument >= 0 && argument < line ? argument : throw new ArgumentException("Not before its line.");

    private static double Local(TapeNode node, int k, double[] args) => (node.Op, k) switch
    {
        ("add", _) or ("sub", 0) => 1,
        ("sub", _) => -1,
        ("mul", _) => args[1 - k],
        ("div", 0) => 1 / args[1],
        ("div", _) => -args[0] / (args[1] * args[1]),
        ("sin", _) => Math.Cos(args[0]),
        ("cos", _) => -Math.Sin(args[0]),
        ("exp", _) => Math.Exp(args[0]),
        ("log", _) => 1 / args[0],
        _ => throw new ArgumentException("Unknown."),
    };

    private static double[] Pass(IReadOnlyList<TapeNode> tape, int input, Func<double[], double> meet, bool sameFactor = false, bool localOnly = false)
    {
        Guard(tape, input);
        double[] slopes = new double[tape.Count];
        for (int i = 0; i < slopes.Length; i++)
        {
            TapeNode node = tape[i];
            double[] args = [.. node.Args.Select(j => tape[Before(j, i)].Value)];
            double[] roads = [.. node.Args.Select((j, k) => (localOnly ? (slopes[j] == 0 ? 0 : 1) : slopes[j]) * (sameFactor && node.Op == "mul" ? args[k] : Local(node, k, args)))];
            if (node.Op is not ("input" or "const") && roads.Length == 0) throw new ArgumentException("Unknown.");
            slopes[i] = i == input ? 1 : roads.Length == 0 ? 0 : meet(roads);
        }

        return slopes;
    }

    private static (TapeNode[] Tape, Dual[] Duals) RandomTape(int seed, int input)
    {
        var rng = new Rng((ulong)seed);
        List<TapeNode> tape = [];
        List<Dual> duals = [];
        void Line(string op, int[] args, Dual value)
        {
            tape.Add(new(op, args, value.V));
            duals.Add(value);
        }

        for (int i = 0; i < 2; i++) Line("input", [], new(0.5 + rng.NextDouble(), i == input ? 1 : 0));
        Line("const", [], 2);
        while (tape.Count < 9)
        {
            int a = rng.NextInt(tape.Count), b = rng.NextInt(tape.Count);
            switch (rng.NextInt(7))
            {
                case 0: Line("add", [a, b], duals[a] + duals[b]); break;
                case 1: Line("sub", [a, b], duals[a] - duals[b]); break;
                case 2: Line("mul", [a, b], duals[a] * duals[b]); break;
                case 3 when Math.Abs(duals[b].V) > 0.3: Line("div", [a, b], duals[a] / duals[b]); break;
                case 4: Line("sin", [a], Dual.Sin(duals[a])); break;
                case 5: Line("cos", [a], Dual.Cos(duals[a])); break;
                case 6 when duals[a].V > 0.3: Line("log", [a], Dual.Log(duals[a])); break;
            }
        }

        return ([.. tape], [.. duals]);
    }

    /// <summary>A tape that counts how often a line is read.</summary>
    private sealed class CountingTape(TapeNode[] lines) : IReadOnlyList<TapeNode>
    {
        private int _reads;

        public int Count => lines.Length;

        public TapeNode this[int index]
        {
            get
            {
                bool tooMany = ++_reads > 10 * lines.Length;
                if (tooMany) _reads = int.MinValue / 2;   // the verdict still prints the tape
                Expect.That(!tooMany, $"at most {10 * lines.Length} reads of the {lines.Length} lines", "more", because: "The number of roads doubles with every line: 2⁴⁰ of them. Do not walk the roads one by one; keep each line's slope, and visit each line once.");
                return lines[index];
            }
        }

        public IEnumerator<TapeNode> GetEnumerator()
        {
            for (int i = 0; i < lines.Length; i++) yield return this[i];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
