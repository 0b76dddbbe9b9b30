namespace FromScratch.Algorithms;

/// <summary>Sets that only ever merge. Each of the things 0 to n − 1 lies in exactly one.</summary>
public interface IDisjointSets
{
    /// <summary>How many sets there are.</summary>
    int Components { get; }

    /// <summary>The thing that stands for the set of this one: the same for all of a set, until it is merged.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such thing.</exception>
    int Find(int a);

    /// <summary>Makes one set of the sets of two things; false when they lie in the same one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such thing.</exception>
    bool Union(int a, int b);
}
