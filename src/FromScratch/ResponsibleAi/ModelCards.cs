using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FromScratch.Data;

namespace FromScratch.ResponsibleAi;

/// <summary>Model cards whose numbers are computed, and gates that read them.</summary>
public static class ModelCards
{
    private const int Bins = 10;

    /// <summary>A card: the text as given, the numbers from the rows.</summary>
    /// <param name="text">What people wrote; taken as it is, also where it is missing.</param>
    /// <param name="rows">Scores from 0 to 1 with outcomes and groups, held out of the training.</param>
    /// <exception cref="ArgumentException">The rows' parts differ in length, or there are none.</exception>
    public static ModelCard Build(CardText text, ScoredRows rows)
    {
        if (rows.Score.Length == 0 || rows.Score.Length != rows.Y.Length || rows.Score.Length != rows.Group.Length) throw new ArgumentException($"Build: {rows.Score.Length} scores, {rows.Y.Length} outcomes, {rows.Group.Length} groups.", nameof(rows));
        return new(text.Name, text.IntendedUse, text.OutOfScope, text.Contact, HashOf(rows), [.. Fairness.Strata(rows.Group).Select(own => Report(rows, own))]);
    }

    /// <summary>SHA-256 of the rows as text, "score,outcome,group" and a line feed for each; scores in the shortest form that reads back the same ("R", invariant).</summary>
    /// <returns>64 hexadecimal digits in lower case.</returns>
    public static string HashOf(ScoredRows rows)
    {
        var text = new StringBuilder();
        for (int i = 0; i < rows.Score.Length; i++) text.Append(CultureInfo.InvariantCulture, $"{rows.Score[i]:R},{rows.Y[i]},{rows.Group[i]}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Seven conditions of release.</summary>
    /// <param name="expectedGroups">The groups that the model will meet.</param>
    /// <param name="leastAuc">What the worst group needs.</param>
    /// <param name="leastN">How many rows each group needs.</param>
    /// <param name="mostCalibration">What calibration error a group may have.</param>
    /// <returns>In this order: the text (name and intended use), out-of-scope uses, contact, data hash, all groups present, size and AUC of every group, calibration of every group.</returns>
    public static Gate[] ReleaseGates(string[] expectedGroups, double leastAuc, int leastN, double mostCalibration) =>
    [
        new("names the model and its intended use", card => IsSaid(card.Name) && IsSaid(card.IntendedUse)),
        new("names uses it was not made for", card => card.OutOfScope!.Any() && card.OutOfScope!.All(IsSaid)),
        new("names a contact", card => IsSaid(card.Contact)),
        new("holds the hash of its data", card => card.DataHash!.Length == 64 && card.DataHash.All(char.IsAsciiHexDigitLower)),
        new("reports every expected group, with enough rows", card => expectedGroups.All(name => card.Groups!.Any(group => group.Group == name && group.N >= leastN))),
        new("the worst group's AUC is good enough", card => card.Groups!.Any() && card.Groups!.All(group => group.Auc >= leastAuc)),
        new("every group's scores are probabilities", card => card.Groups!.Any() && card.Groups!.All(group => group.Calibration <= mostCalibration)),
    ];

    /// <summary>Runs the gates on a card. What a gate does not find makes it fail: absent is not safe.</summary>
    /// <returns>A result for each gate, in their order.</returns>
    public static GateResult[] Check(ModelCard card, Gate[] gates) => Array.ConvertAll(gates, gate => new GateResult(gate.Name, Passes(gate, card)));

    private static bool Passes(Gate gate, ModelCard card)
    {
        try
        {
            return gate.Holds(card);
        }
        catch (Exception)   // whatever it is: the gate has not found what it asks for
        {
            return false;
        }
    }

    private static GroupReport Report(ScoredRows rows, int[] own)
    {
        double[] score = [.. own.Select(i => rows.Score[i])];
        int[] y = [.. own.Select(i => rows.Y[i])];
        return new(rows.Group[own[0]], own.Length, y.Distinct().Count() == 2 ? Explain.Auc(score, y) : null, Tradeoffs.CalibrationError(score, y, Bins));
    }

    private static bool IsSaid(string? text) => !string.IsNullOrWhiteSpace(text);
}
