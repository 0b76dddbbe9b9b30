using System.Text.Json;
using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.ResponsibleAi;

namespace Autograders;

/// <summary>Exercise 12.9: a model card that is computed, and gates that read it.</summary>
[Exercise("12.9", "A model card that runs", Difficulty = 3, Minutes = 45, Core = true, Theory = "7. From measuring to deciding")]
public sealed class ExecutableModelCard : Exercise<ExecutableModelCard, ExecutableModelCard.Contract>
{
    public delegate ModelCard CardOf(CardText text, ScoredRows rows);

    public delegate Gate[] Conditions(string[] expectedGroups, double leastAuc, int leastN, double mostCalibration);

    public delegate GateResult[] Inspection(ModelCard card, Gate[] gates);

    public sealed record Contract(CardOf BuildCard, Conditions ReleaseGates, Inspection CheckGates);

    public static Verdict Check(CardOf buildCard, Conditions releaseGates, Inspection checkGates) => Grade(new Contract(buildCard, releaseGates, checkGates));

    protected override Contract Reference => new(ModelCards.Build, ModelCards.ReleaseGates, ModelCards.Check);

    private static readonly CardText _text = new("loan score 1.4", "ranks loan applications for a clerk", ["hiring", "decisions without a person"], "appeals@bank.example");
    private static readonly ScoredRows _five = new([0.9, 0.25, 0.6, 0.5, 0.1], [1, 0, 0, 1, 0], ["b", "b", "a", "a", "b"]);

    [Fact]
    public void The_numbers_come_group_by_group()
    {
        ModelCard card = Built(_text, _five);
        Expect.SequenceEqual(["a", "b"], card.Groups!.Select(group => group.Group), because: "In order of the names.");
        Are(new("a", 2, 0, 0.55), card.Groups![0], "Group a: a negative with 0.6, a positive with 0.5: AUC 0. Calibration over ten bins: 0.6 in one, 0.5 in another, |0 − 0.6|/2 + |1 − 0.5|/2 = 0.55.");
        Are(new("b", 3, 1, (0.1 + 0.25 + 0.1) / 3), card.Groups![1], "Group b: the positive has 0.9, the negatives 0.25 and 0.1: AUC 1; calibration (0.1 + 0.25 + 0.1)/3.");
    }

    [Fact]
    public void The_text_is_taken_as_it_is()
    {
        ModelCard card = Built(_text, _five);
        Expect.Equal((_text.Name, _text.IntendedUse, _text.Contact), (card.Name, card.IntendedUse, card.Contact), because: "What people wrote stays as they wrote it.");
        Expect.SequenceEqual(_text.OutOfScope!, card.OutOfScope, because: "The uses it was not made for.");
        Expect.Equal((null, null), (Built(new(null, "", null, " "), _five).Name, Built(new(null, "", null, " "), _five).OutOfScope), because: "Missing text is missing in the card: the gates find it. Do not fill it in.");
    }

    [Fact]
    public void The_hash_is_that_of_the_rows()
    {
        // SHA-256 of "0.9,1,b\n0.25,0,b\n0.6,0,a\n0.5,1,a\n0.1,0,b\n", by sha256sum.
        Expect.Equal("6d116cb7719749f1271531279375138d31783af06ff824b60a7e5c0817854e98", Built(_text, _five).DataHash, because: "The text \"0.9,1,b\", a line feed, \"0.25,0,b\", a line feed, and so on, in UTF-8; 64 hexadecimal digits in lower case.");
        Expect.That(Built(_text, _five).DataHash != Built(_text, _five with { Y = [1, 0, 0, 1, 1] }).DataHash, "another hash", "the same one", because: "One outcome has changed: another data set.");
        Expect.That(Built(_text, _five).DataHash != Built(_text, _five with { Group = ["b", "b", "a", "a", "c"] }).DataHash, "another hash", "the same one", because: "One person is in another group: another data set.");
    }

    [Fact]
    public void A_group_of_one_outcome_has_no_auc() =>
        Expect.Equal(null, Built(_text, new([0.5, 0.25, 0.75], [1, 1, 0], ["x", "x", "y"])).Groups![0].Auc, because: "Group x has no negatives: its AUC is not known, so null, and not 0 or 1 or NaN (which JSON cannot hold).");

    [Fact]
    public void Every_number_is_that_of_the_rows() => Property.Holds(
        Gen.Select(Gen.Int[0, 8].Array[20], Gen.Int[0, 1].Array[20], Gen.Int[0, 2].Array[20]), sample =>
        {
            double[] score = [.. sample.Item1.Select(s => s / 8.0)];
            string[] group = [.. sample.Item3.Select(g => "xyz"[g].ToString())];
            ModelCard card = Built(_text, new(score, sample.Item2, group));
            foreach (GroupReport report in card.Groups!)
            {
                int[] own = [.. Enumerable.Range(0, 20).Where(i => group[i] == report.Group)];
                double[] positive = [.. own.Where(i => sample.Item2[i] == 1).Select(i => score[i])], negative = [.. own.Where(i => sample.Item2[i] == 0).Select(i => score[i])];
                double? auc = positive.Length == 0 || negative.Length == 0 ? null : positive.Average(p => negative.Average(q => p > q ? 1 : p == q ? 0.5 : 0));
                Expect.Equal(own.Length, report.N, because: "How many rows the group has.", part: $"N of {report.Group}");
                Expect.That(auc is null ? report.Auc is null : report.Auc is { } found && Math.Abs(found - auc.Value) < 1e-9, auc is null ? "null" : ValueText.Of(auc.Value), report.Auc, because: $"Computed again from the rows of {report.Group} alone, by counting pairs.", part: $"Auc of {report.Group}");
            }
        });

    [Fact]
    public void A_card_survives_json()
    {
        ModelCard card = Built(_text, new([0.5, 0.25, 0.75], [1, 1, 0], ["x", "x", "y"]));
        ModelCard? back = JsonSerializer.Deserialize<ModelCard>(JsonSerializer.Serialize(card));
        Expect.Equal(JsonSerializer.Serialize(card), JsonSerializer.Serialize(back), because: "A card is published as JSON: NaN or an endless number would throw here.");
        Expect.SequenceEqual(Passed(card).Select(result => result.Passed), Passed(back!).Select(result => result.Passed), because: "The card that is read passes what the card that was written passes.");
    }

    [Fact]
    public void No_rows_make_no_card()
    {
        Expect.Throws<ArgumentException>(() => Subject.BuildCard(_text, new([], [], [])), because: "There is nothing to measure.");
        Expect.Throws<ArgumentException>(() => Subject.BuildCard(_text, _five with { Y = [1, 0, 1] }), because: "Five scores, three outcomes.");
        Expect.Throws<ArgumentException>(() => Subject.BuildCard(_text, _five with { Group = ["a"] }), because: "Five scores, one group.");
    }

    [Fact]
    public void A_good_card_passes_seven_gates()
    {
        GateResult[] results = Passed(Good);
        Expect.Equal(7, results.Length, because: "Text, out-of-scope uses, contact, hash, groups with their size, AUC, calibration.");
        Expect.That(results.All(result => result.Passed), "seven gates passed", results, because: "Name, use, contact and a use out of scope are there, the hash has 64 digits, A and B have 200 rows, AUC 0.8 and more, calibration 0.02.");
        Expect.That(results.All(result => !string.IsNullOrWhiteSpace(result.Name)) && results.Select(result => result.Name).Distinct().Count() == 7, "seven different names", results, because: "A gate says what it asks, so that a red one tells what to do.");
    }

    public static TheoryData<string, int> Flaws => new()
    {
        { "no name", 0 }, { "no use", 0 }, { "a blank name", 0 }, { "nothing out of scope", 1 }, { "no list of uses out of scope", 1 }, { "a blank use out of scope", 1 }, { "no contact", 2 }, { "a blank contact", 2 },
        { "no hash", 3 }, { "half a hash", 3 }, { "a letter in the hash that is no digit", 3 }, { "group B missing", 4 }, { "group C in B's place", 4 }, { "99 rows of B", 4 }, { "B's AUC 0.61", 5 }, { "C's AUC not known", 5 }, { "B miscalibrated", 6 },
    };

    [Theory]
    [MemberData(nameof(Flaws))]
    public void One_flaw_closes_one_gate(string flaw, int gate)
    {
        GateResult[] results = Passed(Flawed(flaw));
        Expect.SequenceEqual(Enumerable.Range(0, 7).Select(i => i != gate), results.Select(result => result.Passed), because: $"The card is good but for this: {flaw}. Gate {gate} (from 0) is to close, and no other.");
    }

    [Fact]
    public void What_is_just_enough_is_enough() =>
        Expect.That(Passed(Good with { Groups = [new("A", 100, 0.7, 0.05), new("B", 100, 0.7, 0.05)] }).All(result => result.Passed), "seven gates passed", Passed(Good with { Groups = [new("A", 100, 0.7, 0.05), new("B", 100, 0.7, 0.05)] }), because: "Asked are an AUC of 0.7 at least, 100 rows at least, a calibration error of 0.05 at most.");

    [Fact]
    public void Without_groups_three_gates_close()
    {
        Expect.SequenceEqual([true, true, true, true, false, false, false], Passed(Good with { Groups = null }).Select(result => result.Passed), because: "Nothing was measured: absent is not safe.");
        Expect.SequenceEqual([true, true, true, true, false, false, false], Passed(Good with { Groups = [] }).Select(result => result.Passed), because: "An empty list holds no bad group, and no good one. All(…) of nothing is true: look whether there is anything.");
    }

    [Fact]
    public void An_empty_card_passes_nothing() =>
        Expect.That(Passed(new ModelCard(null, null, null, null, null, null)).All(result => !result.Passed), "seven closed gates", Passed(new ModelCard(null, null, null, null, null, null)), because: "And no exception: a gate that does not find what it asks for is closed.");

    [Fact]
    public void Your_own_gates_are_run_as_well()
    {
        GateResult[]? results = Subject.CheckGates(Good, [new("is red", _ => false), new("is green", _ => true), new("throws", card => card.Groups![7].N > 0), new("reads null", card => ((string?)null)!.Length > 0)]);
        Expect.SequenceEqual(["is red", "is green", "throws", "reads null"], results?.Select(result => result.Name), because: "A result for each gate, in their order.");
        Expect.SequenceEqual([false, true, false, false], results!.Select(result => result.Passed), because: "A gate that throws has not found what it asks for: it is closed, and the others are run all the same.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You reported all people together: an average of 0.84 hides a group at 0.61. One report a group.", Reference with { BuildCard = (text, rows) => ModelCards.Build(text, rows) is var card ? card with { Groups = [.. card.Groups!.Select(group => group with { Auc = group.Auc is null ? null : Explain.Auc(rows.Score, rows.Y) })] } : null! }),
        new("Absent is not safe: All of an empty list is true, so ask whether there is anything.", Reference with { ReleaseGates = (groups, auc, n, calibration) => [.. ModelCards.ReleaseGates(groups, auc, n, calibration)[..5], new("auc", card => card.Groups!.All(group => group.Auc >= auc)), new("calibration", card => card.Groups!.All(group => group.Calibration <= calibration))] }),
        new("You looked at the groups the card has. Ask for those the model will meet: the missing one is the point.", Reference with { ReleaseGates = (groups, auc, n, calibration) => { Gate[] gates = ModelCards.ReleaseGates(groups, auc, n, calibration); gates[4] = new("size", card => card.Groups!.Any() && card.Groups!.All(group => group.N >= n)); return gates; } }),
        new("A gate that throws ended the whole check. What it does not find closes it, and the next gate is asked.", Reference with { CheckGates = (card, gates) => [.. gates.Select(gate => new GateResult(gate.Name, gate.Holds(card)))] }),
        new("An AUC that is not known was let through. null ≥ 0.7 is false, and so it should stay.", Reference with { ReleaseGates = (groups, auc, n, calibration) => { Gate[] gates = ModelCards.ReleaseGates(groups, auc, n, calibration); gates[5] = new("auc", card => card.Groups!.Any() && card.Groups!.All(group => !(group.Auc < auc))); return gates; } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("loops, and counting pairs", new(
            (text, rows) =>
            {
                int n = rows.Score.Length;
                if (n == 0 || rows.Y.Length != n || rows.Group.Length != n) throw new ArgumentException("Rows.");
                SortedDictionary<string, List<int>> own = new(StringComparer.Ordinal);
                string lines = "";
                for (int i = 0; i < n; i++)
                {
                    if (!own.TryGetValue(rows.Group[i], out List<int>? members)) own[rows.Group[i]] = members = [];
                    members.Add(i);
                    lines += FormattableString.Invariant($"{rows.Score[i]},{rows.Y[i]},{rows.Group[i]}") + "\n";
                }

                List<GroupReport> reports = [];
                foreach ((string name, List<int> members) in own)
                {
                    double[] p = [.. members.Where(i => rows.Y[i] == 1).Select(i => rows.Score[i])], q = [.. members.Where(i => rows.Y[i] == 0).Select(i => rows.Score[i])];
                    double[] excess = new double[10];
                    foreach (int i in members) excess[Math.Min(9, (int)(10 * rows.Score[i]))] += rows.Y[i] - rows.Score[i];
                    reports.Add(new(name, members.Count, p.Length > 0 && q.Length > 0 ? p.Sum(a => q.Sum(b => a > b ? 1 : a == b ? 0.5 : 0)) / (p.Length * q.Length) : null, excess.Sum(Math.Abs) / members.Count));
                }

                return new(text.Name, text.IntendedUse, text.OutOfScope, text.Contact, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(lines))).ToLowerInvariant(), reports);
            },
            (groups, auc, n, calibration) =>
            [
                new("text", card => card.Name?.Trim().Length > 0 && card.IntendedUse?.Trim().Length > 0),
                new("out of scope", card => card.OutOfScope is { Count: > 0 } uses && uses.All(use => use.Trim() != "")),
                new("contact", card => !string.IsNullOrWhiteSpace(card.Contact)),
                new("hash", card => card.DataHash is { Length: 64 } hash && hash.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f')),
                new("groups", card => card.Groups is { } all && groups.All(name => all.FirstOrDefault(group => group.Group == name)?.N >= n)),
                new("AUC", card => card.Groups is { Count: > 0 } all && all.Min(group => group.Auc ?? 0) >= auc),
                new("calibration", card => card.Groups is { Count: > 0 } all && all.Max(group => group.Calibration) <= calibration),
            ],
            (card, gates) =>
            {
                GateResult[] results = new GateResult[gates.Length];
                for (int i = 0; i < gates.Length; i++)
                {
                    bool passed = false;
                    try { passed = gates[i].Holds(card); } catch (Exception) { }
                    results[i] = new(gates[i].Name, passed);
                }

                return results;
            })),
        new("the hash line by line", Reference with
        {
            BuildCard = (text, rows) =>
            {
                using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
                ModelCard card = ModelCards.Build(text, rows);
                for (int i = 0; i < rows.Y.Length; i++) hash.AppendData(System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{rows.Score[i]:R},{rows.Y[i]},{rows.Group[i]}\n")));
                return card with { DataHash = Convert.ToHexStringLower(hash.GetHashAndReset()) };
            },
        }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Somebody reads your card a year from now. What of it could they check by themselves, given the rows, and what could not be wrong even if nobody looked?",
        "BuildCard: text as given; for each group its rows, and your functions of 12.8 and 12.3 on them (ShapleyAndPermutation.Best.Auc, ImpossibleTogether.Best.CalibrationError with ten bins). Gates are small functions of a card; think for each what it answers when the field is null, blank, or an empty list.",
        "Hash: one line a row, FormattableString.Invariant($\"{score:R},{y},{group}\\n\"), all in UTF-8 through SHA256.HashData and Convert.ToHexStringLower. Gates in the order of the text; Any before All; for groups, Any of the card's with that name and N, for each expected one. CheckGates: try each gate, a thrown exception is false.",
    ];

    private static ModelCard Good { get; } = new("loan score 1.4", "ranks loan applications for a clerk", ["hiring"], "appeals@bank.example", new string('a', 32) + new string('0', 32), [new("A", 200, 0.84, 0.02), new("B", 200, 0.8, 0.02)]);

    private static ModelCard Flawed(string flaw) => flaw switch
    {
        "no name" => Good with { Name = null },
        "no use" => Good with { IntendedUse = null },
        "a blank name" => Good with { Name = "  " },
        "nothing out of scope" => Good with { OutOfScope = [] },
        "no list of uses out of scope" => Good with { OutOfScope = null },
        "a blank use out of scope" => Good with { OutOfScope = ["hiring", " "] },
        "no contact" => Good with { Contact = null },
        "a blank contact" => Good with { Contact = "" },
        "no hash" => Good with { DataHash = null },
        "half a hash" => Good with { DataHash = new string('a', 32) },
        "a letter in the hash that is no digit" => Good with { DataHash = new string('a', 63) + "g" },
        "group B missing" => Good with { Groups = [new("A", 200, 0.84, 0.02)] },
        "group C in B's place" => Good with { Groups = [new("A", 200, 0.84, 0.02), new("C", 200, 0.8, 0.02)] },
        "99 rows of B" => Good with { Groups = [new("A", 200, 0.84, 0.02), new("B", 99, 0.8, 0.02)] },
        "B's AUC 0.61" => Good with { Groups = [new("A", 200, 0.95, 0.02), new("B", 200, 0.61, 0.02)] },
        "C's AUC not known" => Good with { Groups = [.. Good.Groups!, new("C", 150, null, 0.02)] },
        _ => Good with { Groups = [new("A", 200, 0.84, 0), new("B", 200, 0.8, 0.06)] },
    };

    private ModelCard Built(CardText text, ScoredRows rows) => Subject.BuildCard(text, rows) is { Groups: not null } card && card.Groups.All(group => group is not null) ? card : throw new ExpectationFailedException("a card with a report for each group", "null, or no groups", "BuildCard gives a ModelCard.");

    private GateResult[] Passed(ModelCard card)
    {
        Gate[]? gates = Subject.ReleaseGates(["A", "B"], 0.7, 100, 0.05);
        Expect.That(gates is { Length: 7 } && gates.All(gate => gate?.Holds is not null), "seven gates", gates?.Length, because: "In this order: text, out-of-scope uses, contact, hash, groups with their size, AUC, calibration.");
        return ModelCards.Check(card, gates!) is var _ && Subject.CheckGates(card, gates!) is { } results && results.Length == 7 ? results : throw new ExpectationFailedException("seven results", "another number of them", "One for each gate.");
    }

    private static void Are(GroupReport expected, GroupReport actual, string because)
    {
        Expect.Equal(expected.N, actual.N, because, part: "N");
        Expect.Close(expected.Auc!.Value, actual.Auc ?? double.NaN, because, tolerance: 1e-9, scale: 1, part: "Auc");
        Expect.Close(expected.Calibration, actual.Calibration, because, tolerance: 1e-9, part: "Calibration");
    }
}
