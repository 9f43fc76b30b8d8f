package org.schoolgate.review.report;

import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/// A QR code: its dark modules as one path of an SVG, with a margin of four modules around.
///
/// @param size width and height, in modules
/// @param path the path's `d`
public record QrPicture(int size, String path) {

    private static final int MARGIN = 4;
    /// Of a module in [#png], in pixels.
    private static final int PIXELS = 4;
    private static final int WHITE = 0xffffff;

    /// The code of a text of at most some 2,000 characters.
    public static QrPicture of(String text) {
        QrCode code = code(text);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M').append(x + MARGIN).append(' ').append(y + MARGIN).append("h1v1h-1z");
                }
            }
        }
        return new QrPicture(code.size + 2 * MARGIN, path.toString());
    }

    /// The same as a PNG in an address of its own (`data:`), for what draws no SVG.
    public static String png(String text) {
        QrCode code = code(text);
        int side = (code.size + 2 * MARGIN) * PIXELS;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, code.getModule(x / PIXELS - MARGIN, y / PIXELS - MARGIN) ? 0 : WHITE);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static QrCode code(String text) {
        return QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    }
}
