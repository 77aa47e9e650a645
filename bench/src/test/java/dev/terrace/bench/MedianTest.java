package dev.terrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MedianTest {
    @Test
    @DisplayName("The median is the value in the middle, or the mean of the two there")
    void medianIsMiddle() {
        assertEquals(2, Median.of(DoubleStream.of(9, 1, 2)));
        assertEquals(3, Median.of(DoubleStream.of(4, 9, 1, 2)));
        assertEquals(Double.NaN, Median.of(DoubleStream.empty()));
    }
}
