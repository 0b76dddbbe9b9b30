using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class VecTests
{
    [Fact]
    public void Vectors_add_subtract_and_scale_entry_by_entry() =>
        Assert.Equal([-1.0, -1, 4], (2 * Vec.Of(1, 0, 2) - Vec.Of(3, 1, 0) + Vec.Of(0, 0, 0)).ToArray());

    [Fact]
    public void A_vector_does_not_change_with_the_array_it_came_from()
    {
        double[] entries = [3, 4];
        Vec v = Vec.Of(entries);
        entries[0] = 9;
        v.ToArray()[1] = 9;
        Assert.Equal(5, v.Norm());
        Assert.Equal("(3, 4)", v.ToString());
    }
}
