using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Models.Conversion;

namespace FaceStream.Tests.Models;

internal static class ModelInputs
{
    extension(Model model)
    {
        /// <summary>Puts one picture into the input tensor.</summary>
        public void Fill(PlainMap picture)
        {
            var input = model.Prepare(1, picture.Channels, picture.Rows, picture.Columns);
            for (var channel = 0; channel < picture.Channels; channel++)
            {
                for (var row = 0; row < picture.Rows; row++)
                {
                    for (var column = 0; column < picture.Columns; column++)
                        input[(channel * picture.Rows + row) * picture.Columns + column] = (float)picture[row, column, channel];
                }
            }
        }
    }

    extension(TestModels)
    {
        /// <summary>The raw weights a standard model is made from.</summary>
        public static TfjsWeights WeightsOf(string id) => StandardModels.All.Single(model => model.Manifest.Id == id).Weights(TestModels.Packages);
    }
}
