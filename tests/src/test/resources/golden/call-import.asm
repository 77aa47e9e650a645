0000  49 3b 67 10                    cmp rsp, qword ptr [r15+0x10]
0004  72 3b                          jb L2
0006  48 83 ec 08                    sub rsp, 0x8
000a  4c 89 34 24                    mov qword ptr [rsp], r14
000e  41 83 7f 18 00                 cmp dword ptr [r15+0x18], 0x0
0013  75 25                          jne L1
L0:
0015  c5 fb 10 05 33 00 00 00        vmovsd xmm0, qword ptr [rip+0x33]  ; 0050
001d  49 8b 46 10                    mov rax, qword ptr [r14+0x10]
0021  4c 8b 18                       mov r11, qword ptr [rax]
0024  4d 8b d6                       mov r10, r14
0027  4c 8b 70 08                    mov r14, qword ptr [rax+0x8]
002b  8b 40 10                       mov eax, dword ptr [rax+0x10]
002e  41 ff 13                       call qword ptr [r11]
0031  4c 8b 34 24                    mov r14, qword ptr [rsp]
0035  48 83 c4 08                    add rsp, 0x8
0039  c3                             ret
L1:
003a  e8 00 00 00 00                 call poll
003f  eb d4                          jmp L0
L2:
0041  e8 00 00 00 00                 call trap: call stack exhausted
0046  cc cc
0048  cc cc cc cc cc cc cc cc
0050  00 00 00 00 00 00 00 40
