using System.Globalization;
using FromScratch.Frames;

namespace FromScratch.Data;

public static partial class Generators
{
    /// <summary>A hospital's table from which the names were taken, and the public list that gives them back.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="n">How many patients, at least 1; the public list has twice as many people.</param>
    /// <returns>The table with the columns born (year), zip (four digits), sex and diagnosis. Most people live in a few zips of the towns 80, 30 and 12.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no patient.</exception>
    public static Planted<Frame, CensusTruth> CensusRows(ulong seed, int n = 2000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        string[] towns = ["80", "80", "80", "30", "30", "12"], diagnoses = ["asthma", "asthma", "diabetes", "diabetes", "fracture", "migraine", "depression", "HIV"];
        var rng = new Rng(seed);
        (string Name, long Born, string Zip, string Sex, string Diagnosis)[] people = [.. Enumerable.Range(0, 2 * n).Select(i =>
        {
            long born = 1935 + rng.NextInt(35) + rng.NextInt(36);
            string zip = towns[rng.NextInt(6)] + string.Create(CultureInfo.InvariantCulture, $"{rng.NextInt(3)}{rng.NextInt(4)}");
            return (string.Create(CultureInfo.InvariantCulture, $"person {i:0000}"), born, zip, rng.NextInt(2) == 0 ? "f" : "m", diagnoses[rng.NextInt(8)]);
        })];
        (string Name, long Born, string Zip, string Sex, string Diagnosis)[] patients = people[..n];
        rng.Shuffle(people);
        return new(
            new Frame(Column.Known("born", patients.Select(p => p.Born)), Column.Known("zip", patients.Select(p => p.Zip)), Column.Known("sex", patients.Select(p => p.Sex)), Column.Known("diagnosis", patients.Select(p => p.Diagnosis))),
            new CensusTruth(new Frame(Column.Known("name", people.Select(p => p.Name)), Column.Known("born", people.Select(p => p.Born)), Column.Known("zip", people.Select(p => p.Zip)), Column.Known("sex", people.Select(p => p.Sex))), Array.ConvertAll(patients, p => p.Name)));
    }
}
