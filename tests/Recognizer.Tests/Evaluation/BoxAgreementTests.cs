using FaceStream.Recognizer.Evaluation;

namespace FaceStream.Recognizer.Tests.Evaluation;

public class BoxAgreementTests
{
    private readonly BoxAgreement _agreement = new();

    [Fact]
    public void A_box_that_moved_a_little_is_the_same_face_and_one_that_moved_far_is_another()
    {
        _agreement.Add([new(0, 0, 40, 50), new(100, 0, 40, 50)], [new(4, 0, 40, 50), new(130, 0, 40, 50)]);

        Assert.Equal((2, 2, 1), (_agreement.Expected, _agreement.Found, _agreement.Shared));
        Assert.Equal(0.5, _agreement.Recall);
    }

    [Fact]
    public void One_box_is_not_two_faces()
    {
        _agreement.Add([new(0, 0, 40, 50), new(2, 0, 40, 50)], [new(1, 0, 40, 50)]);

        Assert.Equal(0.5, _agreement.Recall);
    }

    [Fact]
    public void Where_there_was_nothing_nothing_is_missed()
    {
        _agreement.Add([], [new(0, 0, 40, 50)]);

        Assert.Equal((1, 1), (_agreement.Recall, _agreement.Found));
    }
}
