using Course;
using FromScratch.ResponsibleAi;

namespace Autograders;

/// <summary>What the graders of Unit 12 share.</summary>
internal static class Responsible
{
    /// <summary>The rates of one group are these, part by part.</summary>
    public static void AreRates(GroupRates expected, GroupRates actual, string because)
    {
        Expect.Equal(expected.Group, actual.Group, because, part: "Group");
        string Part(string name) => $"{name} of group {actual.Group}";
        Expect.Equal(expected.N, actual.N, because, part: Part("N"));
        Expect.Close(expected.BaseRate, actual.BaseRate, because, part: Part("BaseRate"));
        Expect.Close(expected.Selection, actual.Selection, because, part: Part("Selection"));
        Expect.Close(expected.Tpr, actual.Tpr, because, part: Part("Tpr"));
        Expect.Close(expected.Fpr, actual.Fpr, because, part: Part("Fpr"));
        Expect.Close(expected.Ppv, actual.Ppv, because, part: Part("Ppv"));
    }
}
