0000  c5 f9 70 c0 00                 vpshufd xmm0, xmm0, 0x0
0005  c3                             ret
