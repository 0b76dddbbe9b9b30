namespace FromScratch.Git;

/// <summary>Objects in memory, with counters: how many were asked for, how many were new.</summary>
public sealed class MemoryStore : IObjectStore
{
    private readonly Dictionary<string, (string Type, byte[] Body)> _objects = new(StringComparer.Ordinal);
    private int _newLeft = int.MaxValue;

    /// <summary>The ids of all objects, in the order in which they came.</summary>
    public IReadOnlyList<string> Ids => _ids;

    private readonly List<string> _ids = [];

    /// <summary>How many objects were read so far.</summary>
    public int Reads { get; private set; }

    /// <summary>How often an object was written that was there already.</summary>
    public int WrittenAgain { get; private set; }

    /// <summary>Lets so many new objects in; the next one is refused, as by a line that breaks.</summary>
    public void FailAfter(int objects) => _newLeft = objects;

    /// <inheritdoc/>
    public string Write(string type, byte[] body)
    {
        string id = GitObjects.ObjectId(type, body);
        if (_objects.ContainsKey(id))
        {
            WrittenAgain++;
            return id;
        }

        if (_newLeft-- <= 0) throw new IOException("The connection broke.");
        _objects.Add(id, (type, [.. body]));
        _ids.Add(id);
        return id;
    }

    /// <inheritdoc/>
    public (string Type, byte[] Body) Read(string id)
    {
        Reads++;
        return _objects.TryGetValue(id, out (string Type, byte[] Body) found) ? (found.Type, [.. found.Body]) : throw new KeyNotFoundException($"MemoryStore: there is no object {id}.");
    }

    /// <inheritdoc/>
    public bool Contains(string id) => _objects.ContainsKey(id);
}
