using System.Reflection;

namespace Course;

/// <summary>The parts of a contract: the parameters of its record's constructor.</summary>
internal static class ContractShape<TContract>
    where TContract : class
{
    private static readonly ConstructorInfo _constructor = typeof(TContract).GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!;
    private static readonly PropertyInfo[] _properties = [.. _constructor.GetParameters().Select(parameter => typeof(TContract).GetProperty(parameter.Name!)!)];

    /// <summary>Each part by its name.</summary>
    public static IEnumerable<(string Name, object? Part)> Parts(TContract contract) => _properties.Select(property => (property.Name, property.GetValue(contract)));

    /// <summary>A contract of the same shape, each part mapped.</summary>
    public static TContract Map(TContract contract, Func<string, object?, object?> map) =>
        (TContract)_constructor.Invoke([.. Parts(contract).Select(part => map(part.Name, part.Part))]);
}
