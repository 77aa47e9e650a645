0000  44 0f 28 f9                    movaps xmm15, xmm1
0004  44 0f 54 3d 14 00 00 00        andps xmm15, xmmword ptr [rip+0x14]  ; 0020
000c  0f 54 05 1d 00 00 00           andps xmm0, xmmword ptr [rip+0x1d]  ; 0030
0013  41 0f 56 c7                    orps xmm0, xmm15
0017  c3                             ret
0018  cc cc cc cc cc cc cc cc
0020  00 00 00 80 00 00 00 00
0028  00 00 00 00 00 00 00 00
0030  ff ff ff 7f 00 00 00 00
0038  00 00 00 00 00 00 00 00
