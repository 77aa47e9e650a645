0000  49 3b 67 10                    cmp rsp, qword ptr [r15+0x10]
0004  72 55                          jb L3
0006  48 83 ec 18                    sub rsp, 0x18
000a  48 8b c7                       mov rax, rdi
000d  41 83 7f 18 00                 cmp dword ptr [r15+0x18], 0x0
0012  75 40                          jne L2
L0:
0014  83 f8 02                       cmp eax, 0x2
0017  7d 05                          jge L1
0019  48 83 c4 18                    add rsp, 0x18
001d  c3                             ret
L1:
001e  8d 78 ff                       lea edi, [rax-0x1]
0021  48 89 04 24                    mov qword ptr [rsp], rax
0025  b8 00 00 00 00                 mov eax, 0x0
002a  ff 15 00 00 00 00              call qword ptr [rip+0x0]  ; slot of function 0
0030  48 8b 3c 24                    mov rdi, qword ptr [rsp]
0034  48 89 04 24                    mov qword ptr [rsp], rax
0038  83 c7 fe                       add edi, -0x2
003b  b8 00 00 00 00                 mov eax, 0x0
0040  ff 15 00 00 00 00              call qword ptr [rip+0x0]  ; slot of function 0
0046  48 8b c8                       mov rcx, rax
0049  48 8b 04 24                    mov rax, qword ptr [rsp]
004d  03 c1                          add eax, ecx
004f  48 83 c4 18                    add rsp, 0x18
0053  c3                             ret
L2:
0054  e8 00 00 00 00                 call poll
0059  eb b9                          jmp L0
L3:
005b  e8 00 00 00 00                 call trap: call stack exhausted
