0000  c4 e3 79 0b c0 08              vroundsd xmm0, xmm0, xmm0, 0x8
0006  c3                             ret
