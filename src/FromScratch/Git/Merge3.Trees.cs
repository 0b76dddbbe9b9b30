namespace FromScratch.Git;

public static partial class Merge3
{
    /// <summary>Merges two versions of a project that were both made from a third, file by file.</summary>
    /// <param name="baseFiles">What both started from: path → file.</param>
    /// <param name="ours">The version of the branch you are on.</param>
    /// <param name="theirs">The version that comes in.</param>
    /// <remarks>The rule of three, once for the file as a whole, and where all three have it once for its mode and once for its content: who kept the base's gives way to who changed it.</remarks>
    public static TreeMerge MergeTrees(IReadOnlyDictionary<string, FileEntry> baseFiles, IReadOnlyDictionary<string, FileEntry> ours, IReadOnlyDictionary<string, FileEntry> theirs)
    {
        var files = new List<(string, FileEntry)>();
        var toMerge = new List<ContentMerge>();
        var conflicts = new List<TreeConflict>();
        foreach (string path in baseFiles.Keys.Union(ours.Keys).Union(theirs.Keys).Order(ByteOrder.Instance))
        {
            FileEntry? was = baseFiles.GetValueOrDefault(path), our = ours.GetValueOrDefault(path), their = theirs.GetValueOrDefault(path);
            if (Decided(was, our, their, out FileEntry? file))
            {
                if (file is not null) files.Add((path, file));
            }
            else if (was is null) conflicts.Add(new(path, "add/add"));
            else if (our is null || their is null) conflicts.Add(new(path, "modify/delete"));
            else if (!Decided(was.Mode, our.Mode, their.Mode, out string? mode)) conflicts.Add(new(path, "mode"));
            else if (Decided(was.Id, our.Id, their.Id, out string? id)) files.Add((path, new(mode!, id!)));
            else toMerge.Add(new(path, mode!, was.Id, our.Id, their.Id));
        }

        return new([.. files], [.. toMerge], [.. conflicts]);
    }

    /// <summary>The rule of three: the same on both sides is it; who kept the base's gives way.</summary>
    private static bool Decided<T>(T? was, T? our, T? their, out T? result)
        where T : class, IEquatable<T>
    {
        result = Equals(our, was) ? their : our;
        return Equals(our, their) || Equals(our, was) || Equals(their, was);
    }
}
