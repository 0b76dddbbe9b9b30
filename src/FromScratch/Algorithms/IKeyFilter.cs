namespace FromScratch.Algorithms;

/// <summary>Remembers keys in less memory than they take. "Absent" is certain, "present" is not.</summary>
public interface IKeyFilter
{
    /// <summary>Remembers a key.</summary>
    void Add(ulong key);

    /// <summary>False when the key was certainly never added.</summary>
    bool MayContain(ulong key);
}
