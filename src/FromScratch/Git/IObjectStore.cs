namespace FromScratch.Git;

/// <summary>Keeps objects under their ids. What is written once never changes.</summary>
public interface IObjectStore
{
    /// <summary>Stores an object, where it is not there yet.</summary>
    /// <param name="type">blob, tree, commit or tag.</param>
    /// <param name="body">Its content.</param>
    /// <returns>Its id.</returns>
    string Write(string type, byte[] body);

    /// <summary>An object, checked against its id.</summary>
    /// <param name="id">40 hexadecimal digits.</param>
    /// <exception cref="KeyNotFoundException">The store has no such object.</exception>
    /// <exception cref="InvalidDataException">What is stored under the id is damaged.</exception>
    (string Type, byte[] Body) Read(string id);

    /// <summary>Whether the store has an object.</summary>
    bool Contains(string id);
}
