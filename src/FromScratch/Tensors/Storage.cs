using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FromScratch.Tensors;

/// <summary>The flat memory under one or more tensors: views of it share the storage.</summary>
internal sealed class Storage<T> where T : unmanaged
{
    private const int CacheLine = 64;
    private const int PinnedFrom = 4096;   // bytes; a pinned array costs more to make, and small ones gain nothing from alignment

    public Storage(int length)
    {
        Length = length;
        if ((long)length * Unsafe.SizeOf<T>() < PinnedFrom)
        {
            Array = length == 0 ? [] : new T[length];
            return;
        }

        // Pinned memory keeps its address, so a start on a cache line stays one: no vector then crosses two lines.
        Array = GC.AllocateUninitializedArray<T>(length + CacheLine / Unsafe.SizeOf<T>(), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(Array, 0);
        Start = (int)((CacheLine - address % CacheLine) % CacheLine) / Unsafe.SizeOf<T>();
    }

    /// <summary>Memory that is there already: no copy.</summary>
    public Storage(T[] array) => (Array, Length) = (array, array.Length);

    public T[] Array { get; }

    /// <summary>Where the first element lies in the array: on a cache line for all but small ones.</summary>
    public int Start { get; }

    public int Length { get; }

    /// <summary>How many gradients that are still to be passed on lie here: while there are any, the memory is not given back.</summary>
    public int Holds { get; set; }

    /// <summary>Whether a tensor uses it now: false while it waits in the pool.</summary>
    public bool Taken { get; set; }

    /// <summary>Whether it was lent to a backward sweep for a gradient, which nobody needs once it is passed on.</summary>
    public bool Transient { get; set; }

    /// <summary>Whether the scope that handed it out will take it back.</summary>
    public bool Listed { get; set; }
}
