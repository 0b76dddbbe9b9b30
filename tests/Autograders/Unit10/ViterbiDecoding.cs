using Course;
using CsCheck;
using FromScratch.Algorithms;

namespace Autograders;

/// <summary>Exercise 10.7: the most likely hidden states.</summary>
[Exercise("10.7", "Viterbi's decoding", Difficulty = 4, Minutes = 40, Theory = "5. Dynamic programming fills a table")]
public sealed class ViterbiDecoding : Exercise<ViterbiDecoding, ViterbiDecoding.Contract>
{
    public delegate StatePath Decoding(double[] logStart, double[,] logTrans, double[,] logEmit, int[] observations);

    public sealed record Contract(Decoding MostLikely);

    public static Verdict Check(Decoding mostLikely) => Grade(new Contract(mostLikely));

    protected override Contract Reference => new(Viterbi.MostLikely);

    private const double Never = double.NegativeInfinity;

    private static double[] Logs(params double[] p) => Array.ConvertAll(p, Math.Log);

    private static double[,] LogRows(params double[][] rows)
    {
        double[,] logs = new double[rows.Length, rows[0].Length];
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < rows[i].Length; j++) logs[i, j] = Math.Log(rows[i][j]);
        return logs;
    }

    [Fact]
    public void Three_days_of_weather()
    {
        StatePath path = Subject.MostLikely(Logs(0.6, 0.4), LogRows([0.7, 0.3], [0.4, 0.6]), LogRows([0.1, 0.4, 0.5], [0.6, 0.3, 0.1]), [0, 1, 2]);
        Expect.SequenceEqual([1, 0, 0], path.States, because: "State 0 is rain, 1 is sun; a friend walked, shopped, cleaned. Sun, rain, rain has 0.4·0.6 · 0.4·0.4 · 0.7·0.5 = 0.01344; no other path has as much.");
        Expect.Close(Math.Log(0.01344), path.LogProbability, because: "ln of start · emission · transition · emission · transition · emission: 0.4·0.6·0.4·0.4·0.7·0.5.");
    }

    [Fact]
    public void One_observation_needs_no_transition()
    {
        StatePath path = Subject.MostLikely(Logs(0.6, 0.3, 0.1), LogRows([1, 0, 0], [0, 1, 0], [0, 0, 1]), LogRows([0.1, 0.9], [0.5, 0.5], [0.9, 0.1]), [0]);
        Expect.SequenceEqual([1], path.States, because: "0.6·0.1 = 0.06, 0.3·0.5 = 0.15, 0.1·0.9 = 0.09.");
        Expect.Close(Math.Log(0.15), path.LogProbability, because: "0.3·0.5.");
    }

    [Fact]
    public void Nothing_observed_is_certain()
    {
        StatePath path = Subject.MostLikely(Logs(0.6, 0.4), LogRows([0.7, 0.3], [0.4, 0.6]), LogRows([0.1, 0.4, 0.5], [0.6, 0.3, 0.1]), []);
        Expect.SequenceEqual([], path.States, because: "No time, no state.");
        Expect.Close(0, path.LogProbability, because: "A product of nothing is 1, its logarithm 0.");
    }

    [Fact]
    public void No_path_scores_more() => Property.Holds(
        Gen.Select(Score.Array[3], Score.Array[9], Score.Array[6], Gen.Int[0, 1].Array[1, 6]), sample =>
        {
            (double[] start, double[] trans, double[] emit, int[] observations) = (sample.Item1, sample.Item2, sample.Item3, sample.Item4);
            double[,] logTrans = Chance.Shaped(trans, 3, 3), logEmit = Chance.Shaped(emit, 3, 2);
            double best = All(3, observations.Length).Max(path => ScoreOf(path, start, logTrans, logEmit, observations));
            StatePath answer = Subject.MostLikely(start, logTrans, logEmit, observations);
            Expect.Close(best, answer.LogProbability, because: $"All {Math.Pow(3, observations.Length)} paths tried, this is the best score for the observations {ValueText.Of(observations)}.", scale: 1);
            if (double.IsNegativeInfinity(best)) Expect.SequenceEqual([], answer.States, because: "Every path has a step that never happens: there is none to return.");
            else
            {
                Expect.That(answer.States?.Length == observations.Length && answer.States.All(s => s is >= 0 and < 3), $"{observations.Length} states from 0 to 2", answer.States, because: "One state for each observation.");
                Expect.Close(best, ScoreOf(answer.States!, start, logTrans, logEmit, observations), because: $"The score of your path {ValueText.Of(answer.States)}, added up. The best path has this one.", scale: 1);
            }
        }, samples: 60);

    [Fact]
    public void The_likeliest_state_of_each_time_makes_no_path()
    {
        StatePath path = Subject.MostLikely(Logs(0.4, 0.3, 0.3), LogRows([0, 0.5, 0.5], [0, 1, 0], [0, 0, 1]), LogRows([0.9, 0.1], [0.5, 0.5], [0.5, 0.5]), [0, 0]);
        Expect.SequenceEqual([0, 1], path.States.Length == 2 && path.States[0] == 0 && path.States[1] == 2 ? [0, 1] : path.States, because: "State 0 explains each observation best, but never follows itself. 0 then 1 (or 2) has 0.4·0.9·0.5·0.5 = 0.09; 1, 1 has 0.3·0.5·1·0.5 = 0.075.");
    }

    [Fact]
    public void Where_no_path_is_possible_none_is_returned()
    {
        StatePath path = Subject.MostLikely([0, Never], new double[,] { { Never, 0 }, { Never, 0 } }, new double[,] { { 0, Never, Never }, { Never, 0, Never } }, [0, 1, 0]);
        Expect.SequenceEqual([], path.States, because: "State 1 is never left, and never shows the symbol 0: nothing explains 0, 1, 0. A path would be made up.");
        Expect.Equal(Never, path.LogProbability, because: "The probability is 0, its logarithm −∞.");
    }

    [Fact]
    public void Five_thousand_steps_are_no_problem()
    {
        int[] hidden = [.. Enumerable.Range(0, 5000).Select(t => t / 50 % 2)];
        double[] start = Logs(0.5, 0.5);
        double[,] trans = LogRows([0.9, 0.1], [0.1, 0.9]), emit = LogRows([0.7, 0.2, 0.1], [0.1, 0.2, 0.7]);
        int[] observations = [.. hidden.Select((state, t) => t % 50 == 25 ? 1 : 2 * state)];
        StatePath path = Subject.MostLikely(start, trans, emit, observations);
        Expect.That(double.IsFinite(path.LogProbability), "a finite logarithm", path.LogProbability, because: "A product of 10,000 probabilities is 0 in double: it is below 1e-308 after about 700 steps. Add logarithms.");
        Expect.SequenceEqual(hidden, path.States, because: "The states change every 50 steps, and the symbols show it.");
        Expect.Close(ScoreOf(hidden, start, trans, emit, observations), path.LogProbability, because: "The logarithms of the path, added up.", tolerance: 1e-9);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        double[] start = [0, 0];
        double[,] trans = new double[2, 2], emit = new double[2, 3];
        Expect.Throws<ArgumentException>(() => Subject.MostLikely([0, 0, 0], trans, emit, [0]), because: "Three states to start in, two in the other tables.");
        Expect.Throws<ArgumentException>(() => Subject.MostLikely(start, new double[2, 3], emit, [0]), because: "Transitions lead from 2 states to 3.");
        Expect.Throws<ArgumentException>(() => Subject.MostLikely(start, new double[3, 2], emit, [0]), because: "Transitions lead from 3 states to 2.");
        Expect.Throws<ArgumentException>(() => Subject.MostLikely(start, trans, new double[3, 3], [0]), because: "Two states, three rows of emissions.");
        Expect.Throws<ArgumentException>(() => Subject.MostLikely(start, trans, emit, [0, 3]), because: "There are the symbols 0, 1 and 2.");
        Expect.Throws<ArgumentException>(() => Subject.MostLikely(start, trans, emit, [-1]), because: "There are the symbols 0, 1 and 2.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You took the likeliest state of each step by itself: the path uses a transition that never happens. Note for each state where its best path came from, and go back from the last.", new((start, trans, emit, seen) => Forward(start, trans, emit, seen, traceBack: false))),
        new("Underflow: you multiplied probabilities, and after about 700 steps the product is 0. Add logarithms.", new(Multiplied)),
        new("Your transitions are turned round: logTrans[from, to] leads from the row to the column.", new((start, trans, emit, seen) => Viterbi.MostLikely(start, Turned(trans, start.Length), emit, seen))),
        new("Every path is impossible, and you returned one all the same. Where the best score is −∞, there is none.", new((start, trans, emit, seen) => Viterbi.MostLikely(start, trans, emit, seen) is { LogProbability: Never } ? new(new int[seen.Length], Never) : Viterbi.MostLikely(start, trans, emit, seen))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("all scores kept, predecessors found on the way back", new((start, trans, emit, seen) => Forward(start, trans, emit, seen, traceBack: true))),
        new("from the end: the best score of what follows", new(FromTheEnd)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "The best path to state s at time t is the best path to some state at t − 1, and one step. So S numbers a step are enough, not S to the power t.",
        "best[t, s] = the largest over r of best[t − 1, r] + logTrans[r, s], plus logEmit[s, observation t]. Note which r it was: from the best last state, these notes lead back to the start.",
        "Check shapes and symbols; no observations give ([], 0). First column: start plus emission. Then step by step, a score and a predecessor for each state. At the end the best score: −∞ gives ([], −∞); else fill the states from behind.",
    ];

    private static Gen<double> Score { get; } = Gen.Int[-9, 3].Select(i => i > 0 ? Never : i);

    private static double ScoreOf(int[] path, double[] start, double[,] trans, double[,] emit, int[] seen) =>
        start[path[0]] + emit[path[0], seen[0]] + Enumerable.Range(1, path.Length - 1).Sum(t => trans[path[t - 1], path[t]] + emit[path[t], seen[t]]);

    private static IEnumerable<int[]> All(int states, int length) =>
        Enumerable.Range(0, (int)Math.Pow(states, length)).Select(number => Enumerable.Range(0, length).Select(t => number / (int)Math.Pow(states, t) % states).ToArray());

    private static double[,] Turned(double[,] trans, int states) => trans.GetLength(0) == states && trans.GetLength(1) == states ? Draw.Transpose(trans) : trans;

    private static void Require(double[] start, double[,] trans, double[,] emit, int[] seen)
    {
        int states = start.Length;
        if (trans.GetLength(0) != states || trans.GetLength(1) != states || emit.GetLength(0) != states || seen.Any(symbol => symbol < 0 || symbol >= emit.GetLength(1))) throw new ArgumentException("They do not fit.");
    }

    private static StatePath Forward(double[] start, double[,] trans, double[,] emit, int[] seen, bool traceBack)
    {
        Require(start, trans, emit, seen);
        if (seen.Length == 0) return new([], 0);
        int[] states = [.. Enumerable.Range(0, start.Length)];
        List<double[]> scores = [[.. states.Select(s => start[s] + emit[s, seen[0]])]];
        for (int t = 1; t < seen.Length; t++) scores.Add([.. states.Select(to => states.Max(from => scores[t - 1][from] + trans[from, to]) + emit[to, seen[t]])]);
        double best = scores[^1].Max();
        if (double.IsNegativeInfinity(best)) return new([], best);
        int[] path = new int[seen.Length];
        path[^1] = states.MaxBy(s => scores[^1][s]);
        for (int t = seen.Length - 2; t >= 0; t--) path[t] = states.MaxBy(from => scores[t][from] + (traceBack ? trans[from, path[t + 1]] : 0));
        return new(path, best);
    }

    private static StatePath FromTheEnd(double[] start, double[,] trans, double[,] emit, int[] seen)
    {
        Require(start, trans, emit, seen);
        if (seen.Length == 0) return new([], 0);
        int n = start.Length;
        double[,] rest = new double[seen.Length, n];   // the best score of all that comes after t
        for (int t = seen.Length - 2; t >= 0; t--)
            for (int from = 0; from < n; from++)
            {
                rest[t, from] = Never;
                for (int to = 0; to < n; to++) rest[t, from] = Math.Max(rest[t, from], trans[from, to] + emit[to, seen[t + 1]] + rest[t + 1, to]);
            }

        int[] path = new int[seen.Length];
        double best = Never;
        for (int t = 0; t < seen.Length; t++)
        {
            double most = Never;
            for (int s = 0; s < n; s++)
            {
                double score = (t == 0 ? start[s] : trans[path[t - 1], s]) + emit[s, seen[t]] + rest[t, s];
                if (score > most) (most, path[t]) = (score, s);
            }

            if (t == 0) best = most;
        }

        return double.IsNegativeInfinity(best) ? new([], best) : new(path, best);
    }

    private static StatePath Multiplied(double[] start, double[,] trans, double[,] emit, int[] seen)
    {
        StatePath right = Viterbi.MostLikely(start, trans, emit, seen);
        if (right.States.Length == 0) return right;
        double product = Math.Exp(start[right.States[0]] + emit[right.States[0], seen[0]]);
        for (int t = 1; t < seen.Length; t++) product *= Math.Exp(trans[right.States[t - 1], right.States[t]] + emit[right.States[t], seen[t]]);
        return right with { LogProbability = Math.Log(product) };
    }
}
